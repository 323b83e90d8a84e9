using System.Net;
using System.Net.Http.Json;
using Atelier.Contracts;

namespace Atelier.Cli.Client;

public sealed partial class AtelierClient
{
    /// <summary>The oldest reviews that are open.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<IReadOnlyList<Review>> Reviews(CancellationToken ct = default) => (await Get<ReviewPage>("/v1/reviews", ct)).Items;

    /// <summary>Takes a review in hand; whoever has it in hand keeps it for longer.</summary>
    /// <param name="id">Which one; null for the next.</param>
    /// <param name="minutes">For how long; null for as long as is usual.</param>
    /// <param name="ct">Stops asking.</param>
    /// <returns>The review; null when none is left to take.</returns>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<LeasedReview?> TakeReview(Guid? id = null, double? minutes = null, CancellationToken ct = default)
    {
        using var response = await Ask(id is null ? "the next review" : $"review {id}", () => Json(HttpMethod.Post, "/v1/reviews/lease", new { id, minutes }), ct);
        return response.StatusCode is HttpStatusCode.NoContent ? null : await response.Content.ReadFromJsonAsync<LeasedReview>(AtelierJson.Options, ct);
    }

    /// <summary>Accepts an output.</summary>
    /// <param name="taken">The review in hand.</param>
    /// <param name="attempt">The ordinal of the attempt; null for the one in hand.</param>
    /// <param name="minutes">The reviewer's time; null: since it was taken.</param>
    /// <param name="ct">Stops asking.</param>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public Task<Review> AcceptReview(LeasedReview taken, int? attempt = null, double? minutes = null, CancellationToken ct = default) =>
        Decide(taken, "accept", new { taken.Lease, attempt, minutes }, ct);

    /// <summary>Rejects it.</summary>
    /// <param name="taken">The review in hand.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="then">What follows; null: what is usual.</param>
    /// <param name="minutes">The reviewer's time; null: since it was taken.</param>
    /// <param name="ct">Stops asking.</param>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public Task<Review> RejectReview(LeasedReview taken, VerdictReason reason, AfterRejection? then = null, double? minutes = null, CancellationToken ct = default) =>
        Decide(taken, "reject", new { taken.Lease, reasons = new[] { reason }, then, minutes }, ct);

    /// <summary>Has another attempt made with edited controls.</summary>
    /// <param name="taken">The review in hand.</param>
    /// <param name="edits">What is otherwise.</param>
    /// <param name="minutes">The reviewer's time; null: since it was taken.</param>
    /// <param name="ct">Stops asking.</param>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public Task<Review> EditReview(LeasedReview taken, ControlEdits edits, double? minutes = null, CancellationToken ct = default) =>
        Decide(taken, "accept-with-edits", new { taken.Lease, edits, minutes }, ct);

    private async Task<Review> Decide(LeasedReview taken, string verb, object body, CancellationToken ct)
    {
        using var response = await Ask($"review {taken.Review.Id}", () => Json(HttpMethod.Post, $"/v1/reviews/{taken.Review.Id}/{verb}", body), ct);
        return (await response.Content.ReadFromJsonAsync<Review>(AtelierJson.Options, ct))!;
    }
}
