using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Pricing;
using Atelier.Generator.Running;
using Atelier.Generator.Vendors;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Generator.Submissions;

/// <summary>Submissions of which nobody knows whether the vendor took them, and what an operator finds out about them.</summary>
internal sealed class SubmissionDesk(IDbContextFactory<GeneratorDb> stores, AttemptStore attempts, VendorCatalog vendors, Following following)
{
    private const int Most = 200;

    /// <summary>Those that nobody has decided yet, the oldest first.</summary>
    public async Task<IReadOnlyList<UnknownSubmission>> List(CancellationToken ct)
    {
        await using var db = await stores.CreateDbContextAsync(ct);
        var rows = await db.Attempts.AsNoTracking().Where(row => row.State == AttemptState.SubmissionUnknown && row.SettledAt == null)
            .OrderBy(row => row.EndedAt).Take(Most).ToListAsync(ct);
        return [.. rows.Select(UnknownSubmission.Of)];
    }

    /// <summary>What the operator found out; the answer says what came of it.</summary>
    public async Task<Settled> Settle(Guid id, bool taken, string? job, string by, CancellationToken ct)
    {
        await using var db = await stores.CreateDbContextAsync(ct);
        var row = await db.Attempts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct);
        if (row is not { State: AttemptState.SubmissionUnknown }) return new Settled.NotThere();
        if (row.SettledAt is not null) return new Settled.Already(row.SettledBy!);
        var (billing, failure, refusal) = !taken ? (Billing.Nothing, null, null) : job is null ? (Billing.Full, (FailureKind?)null, null) : await Charged(row, job, ct);
        if (refusal is not null) return refusal;
        return await attempts.Settle(id, new Settling(taken, job, billing, failure, by)) is { } cost ? new Settled.Done(cost) : new Settled.Already("someone else");
    }

    /// <summary>What a job is charged by how it ended, asked of its vendor where its address can be built from the id; else in full.</summary>
    private async Task<(Billing, FailureKind?, Settled?)> Charged(AttemptRow row, string job, CancellationToken ct)
    {
        if (vendors.Find(row.Model) is not { Call.Job.Status.Path: not null } model) return (Billing.Full, null, null);
        var ended = await following.End(new AttemptWork(AttemptStore.CommandOf(row), model), new JobHandle(job, null, null, null), ct);
        if (!ended.Known) return (default, null, new Settled.NoSuchJob());
        return ended.As is { } how ? (AttemptMachine.BillingOf(how), how.Kind, null) : (default, null, new Settled.UnderWay());
    }
}

/// <summary>An operator's word.</summary>
/// <param name="Failure">How it failed, where what is charged depends on that.</param>
internal sealed record Settling(bool Taken, string? Job, Billing Billing, FailureKind? Failure, string By);

/// <summary>What came of it.</summary>
internal abstract record Settled
{
    internal sealed record Done(Cost Cost) : Settled;

    internal sealed record NotThere : Settled;

    internal sealed record Already(string By) : Settled;

    internal sealed record NoSuchJob : Settled;

    internal sealed record UnderWay : Settled;
}

/// <summary>One of them, as operators see it.</summary>
internal sealed record UnknownSubmission
{
    public required Guid Attempt { get; init; }

    public required string Tenant { get; init; }

    public required Guid Deliverable { get; init; }

    public required string Model { get; init; }

    public required DateTimeOffset? AskedAt { get; init; }

    /// <summary>How the answer was lost.</summary>
    public required string? Detail { get; init; }

    /// <summary>The job that a signed call of the vendor named; null: none did.</summary>
    public required string? Job { get; init; }

    public static UnknownSubmission Of(AttemptRow row) => new()
    {
        Attempt = row.Id, Tenant = row.TenantId, Deliverable = row.DeliverableId, Model = row.Model, AskedAt = row.AskedAt, Detail = row.Detail, Job = row.JobId,
    };
}
