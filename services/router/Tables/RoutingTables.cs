using System.Security.Cryptography;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Stores;
using Atelier.Router.Policy;
using Atelier.Router.Store;

namespace Atelier.Router.Tables;

/// <summary>Publishes and activates versions of the routing table. Doing either again changes nothing.</summary>
internal sealed class RoutingTables(GroupCommit<RouterDb> commits, Policies policies, Capabilities catalog, TimeProvider time)
{
    private static readonly RowKey Schedule = RowKey.Of<RoutingScheduleRow>(RoutingScheduleRow.TheId);

    /// <summary>Keeps a document as a version, validated or as a draft with its findings. The same document again is the same version.</summary>
    public Task<(RoutingVersionRow Row, bool IsNew)> Publish(string document, string author, string? note, CancellationToken ct)
    {
        var (table, findings) = RoutingLint.Read(document, "routing table", catalog);
        var hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(document)));
        var id = RoutingVersionRow.IdOf(hash);
        var now = time.GetUtcNow().Kept();
        return commits.Commit([RowKey.Of<RoutingVersionRow>(id), Schedule], scope =>
        {
            var known = scope.Find<RoutingVersionRow>(id);
            var row = known ?? new RoutingVersionRow
            {
                Id = id, Hash = hash, Number = ++RoutingScheduleRow.In(scope).Published, Author = author, CreatedAt = now, Document = document,
            };
            if (row.State is VersionState.Draft)
                Judge(row, table?.Value, note, [.. findings.Select(Finding.Of)]);
            if (known is null)
                scope.Add(row);
            return (row, known is null);
        }, ct);
    }

    /// <summary>Lets a version take over, at once or at a given time.</summary>
    /// <param name="hash">The version.</param>
    /// <param name="at">When; null for at once.</param>
    /// <param name="by">Who decided, for people.</param>
    /// <param name="note">Why.</param>
    /// <param name="ct">Stops waiting; it may have been activated all the same.</param>
    /// <returns>Every activation so far; with none added when the same was decided before.</returns>
    public async Task<IReadOnlyList<RoutingActivation>> Activate(string hash, DateTimeOffset? at, string by, string? note, CancellationToken ct)
    {
        var table = (await policies.Load(hash, ct)).Table;
        return await Decide(hash, at, by, note, (scope, schedule, _, activation) =>
        {
            schedule.Add(activation);
            Announce(scope, activation, table);
        }, ct);
    }

    /// <summary>Calls off what is to take over at times to come; what held until then goes on. The same again changes nothing.</summary>
    /// <param name="hash">The version.</param>
    /// <param name="at">Only what takes over then; null: whenever.</param>
    /// <param name="by">Who decided, for people.</param>
    /// <param name="note">Why.</param>
    /// <param name="ct">Stops waiting; it may have been called off all the same.</param>
    /// <returns>Every activation so far.</returns>
    public async Task<IReadOnlyList<RoutingActivation>> Withdraw(string hash, DateTimeOffset? at, string by, string? note, CancellationToken ct)
    {
        var table = (await policies.Load(hash, ct)).Table;
        var now = time.GetUtcNow().Kept();
        return await commits.Commit([Schedule], scope =>
        {
            var schedule = RoutingScheduleRow.In(scope);
            var coming = RoutingActivation.Standing(schedule.Read()).Where(one => one.Hash == hash && !one.HasCome(now) && (at is null || one.EffectiveAt == at.Value.Kept())).ToList();
            foreach (var one in coming)
            {
                var withdrawn = one with { Order = schedule.Read().Count + 1, At = now, By = by, Note = note, Withdrawn = true };
                schedule.Add(withdrawn);
                Announce(scope, withdrawn, table);
            }
            return schedule.Read();
        }, ct);
    }

    /// <summary>
    /// Lets a version take over at once if nothing holds yet, or if what holds was activated by the same. It is not announced: before the bus
    /// is up there is nobody to hear it, see <see cref="AnnounceAgain"/>.
    /// </summary>
    /// <returns>What held before; null for nothing.</returns>
    public async Task<RoutingActivation?> Succeed(string hash, string by, CancellationToken ct)
    {
        RoutingActivation? before = null;
        await Decide(hash, at: null, by, note: null, (_, schedule, current, activation) =>
        {
            before = current;
            if (current is null || current.By == by)
                schedule.Add(activation);
        }, ct);
        return before;
    }

    /// <summary>Tells again what holds and what is to come: to whoever was not there when it was decided.</summary>
    public async Task AnnounceAgain(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var activations = await commits.Commit([Schedule], scope => RoutingScheduleRow.In(scope).Read(), ct);
        var current = RoutingActivation.Current(activations, now);
        foreach (var activation in activations.Where(activation => activation == current || activation.EffectiveAt > now)) // withdrawals too
        {
            var policy = await policies.Load(activation.Hash, ct);
            await commits.Commit([], scope => Announce(scope, activation, policy.Table), ct);
        }
    }

    private async Task<IReadOnlyList<RoutingActivation>> Decide(
        string hash, DateTimeOffset? at, string by, string? note, Action<CommitScope, RoutingScheduleRow, RoutingActivation?, RoutingActivation> decide, CancellationToken ct)
    {
        var policy = await policies.Load(hash, ct);
        var now = time.GetUtcNow().Kept();
        return await commits.Commit([Schedule], scope =>
        {
            var schedule = RoutingScheduleRow.In(scope);
            var current = RoutingActivation.Current(schedule.Read(), now);
            if (IsDecided(schedule.Read(), current, hash, at))
                return schedule.Read();
            var decided = current?.EffectiveAt > now && at is null ? current.EffectiveAt : now; // another pod's clock may be ahead of this one's
            var activation = new RoutingActivation
            {
                Hash = hash, Number = policy.TableNumber!.Value, Order = schedule.Read().Count + 1, EffectiveAt = at?.Kept() ?? decided, At = decided, By = by, Note = note,
            };
            decide(scope, schedule, current, activation);
            return schedule.Read();
        }, ct);
    }

    private static bool IsDecided(IReadOnlyList<RoutingActivation> activations, RoutingActivation? current, string hash, DateTimeOffset? at) =>
        at is null ? current?.Hash == hash : activations.Where(activation => activation.EffectiveAt == at.Value.Kept()).MaxBy(activation => activation.Order) is { Withdrawn: false } last && last.Hash == hash;

    private static void Announce(CommitScope scope, RoutingActivation activation, RoutingTable table) => scope.Publish(
        DeterministicId.OfMessage(nameof(RoutingActivated), RoutingVersionRow.IdOf(activation.Hash), $"{activation.Order}"),
        new RoutingActivated { TenantId = "", DeliverableId = Guid.Empty, OccurredAt = activation.At, Activation = activation, Table = table });

    private static void Judge(RoutingVersionRow row, RoutingTable? table, string? note, IReadOnlyList<Finding> findings)
    {
        row.Name = table?.Name;
        row.Note = note ?? table?.Note;
        row.State = findings.Count == 0 ? VersionState.Validated : VersionState.Draft;
        row.Findings = JsonSerializer.Serialize(findings, AtelierJson.Options);
        row.Documentation = findings.Count == 0 ? TableDocumentation.Of(table!, row) : null;
    }
}
