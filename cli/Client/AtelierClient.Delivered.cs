using System.Net.Http.Json;
using Atelier.Contracts;

namespace Atelier.Cli.Client;

public sealed partial class AtelierClient
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Calls for a delivered stage to be made better. Returns the revision that this leads to.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<int> Regenerate(Guid id, string? stage, string? reason, bool withDependents, CancellationToken ct = default) =>
        (await Again(id, "regenerate", new { stage, reasons = reason is null ? null : new[] { new { detail = reason } }, withDependents }, ct)).Revision!.Value;

    /// <summary>Has a stage's accepted attempt run again. Returns the id under which it shows in the status.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<Guid> Reproduce(Guid id, string? stage, CancellationToken ct = default) => (await Again(id, "reproduce", new { stage }, ct)).Reproduction!.Value;

    /// <summary>Asks for the delivery of an accepted draft. Returns its id.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<Guid> Promote(Guid id, CancellationToken ct = default) => (await Again(id, "promote", new { }, ct)).Id;

    /// <summary>Looks at a deliverable until it stands as wanted.</summary>
    public async Task<DeliverableView> Follow(Guid id, Func<DeliverableView, bool> wanted, CancellationToken ct = default)
    {
        while (true)
        {
            var view = await Deliverable(id, ct);
            if (wanted(view))
                return view;
            await Task.Delay(Look, ct);
        }
    }

    private async Task<Asked> Again(Guid id, string verb, object request, CancellationToken ct)
    {
        var key = Guid.NewGuid().ToString("N"); // asked again while a service is away, it is asked once
        using var response = await Ask($"deliverable {id}", () =>
        {
            var message = Json(HttpMethod.Post, $"/v1/deliverables/{id}/{verb}", request);
            message.Headers.Add("Idempotency-Key", key);
            return message;
        }, ct);
        return (await response.Content.ReadFromJsonAsync<Asked>(AtelierJson.Options, ct))!;
    }

    private sealed record Asked(Guid Id, int? Revision, Guid? Reproduction);
}
