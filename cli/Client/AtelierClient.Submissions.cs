using System.Net.Http.Json;
using Atelier.Contracts;

namespace Atelier.Cli.Client;

/// <summary>Unknown submissions, for operators.</summary>
public sealed partial class AtelierClient
{
    /// <summary>Submissions of which nobody knows whether the vendor took them.</summary>
    public async Task<IReadOnlyList<UnknownSubmission>> UnknownSubmissions(CancellationToken ct = default) => (await Get<SubmissionPage>("/v1/submissions", ct)).Unknown;

    /// <summary>Says what became of one. Returns what it cost.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<SettledSubmission> SettleSubmission(Guid attempt, bool taken, string? job, CancellationToken ct = default)
    {
        using var response = await Ask($"submission {attempt}", () => Json(HttpMethod.Post, $"/v1/submissions/{attempt}/settle", new { taken, job }), ct);
        return (await response.Content.ReadFromJsonAsync<SettledSubmission>(AtelierJson.Options, ct))!;
    }

    private sealed record SubmissionPage
    {
        public required IReadOnlyList<UnknownSubmission> Unknown { get; init; }
    }
}

/// <summary>A submission of which nobody knows whether the vendor took it.</summary>
public sealed record UnknownSubmission
{
    /// <summary>The attempt.</summary>
    public required Guid Attempt { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Tenant { get; init; }

    /// <summary>The deliverable that it was for.</summary>
    public required Guid Deliverable { get; init; }

    /// <summary>The model that was asked.</summary>
    public required string Model { get; init; }

    /// <summary>When the vendor was asked.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>How the answer was lost.</summary>
    public string? Detail { get; init; }

    /// <summary>The job that a signed call of the vendor named; null: none did.</summary>
    public string? Job { get; init; }
}

/// <summary>What became of one.</summary>
public sealed record SettledSubmission
{
    /// <summary>Whether the vendor had taken it.</summary>
    public required bool Taken { get; init; }

    /// <summary>What it cost; null: still not known.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>Why its cost is not known.</summary>
    public string? Unpriced { get; init; }
}
