using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Stores;
using Atelier.Router.Policy;
using Atelier.Router.Store;

namespace Atelier.Router.Health;

/// <summary>Counts outcomes into a model's health and tells what changed, in one commit: whichever pod is first, each counts once.</summary>
internal sealed class HealthCount(GroupCommit<RouterDb> commits, Policies policies, TimeProvider time)
{
    /// <summary>Counts one model's outcomes, oldest first, and lets time pass for it.</summary>
    public async Task<ModelHealth> Count(string category, string model, IReadOnlyList<ModelOutcomeRow> outcomes, CancellationToken ct)
    {
        var rules = new Dictionary<(string, string), SwitchRule?>();
        foreach (var place in outcomes.Select(outcome => (outcome.TableHash, outcome.Tier)).Distinct())
            rules[place] = (await policies.Load(place.TableHash, ct)).Table.Tiers.GetValueOrDefault(place.Tier)?.Switch;
        var (id, now) = (ModelHealthRow.IdOf(category, model), time.GetUtcNow().Kept());
        // The model's row is locked before its outcomes are read: what another pod has counted meanwhile is not there any more.
        return await commits.Commit([RowKey.Of<ModelHealthRow>(id), .. outcomes.Select(outcome => RowKey.Of<ModelOutcomeRow>(outcome.Id))], scope =>
        {
            var row = scope.Find<ModelHealthRow>(id);
            var health = row?.Read() ?? new ModelHealth { Category = category, Model = model };
            foreach (var outcome in outcomes.Where(outcome => scope.Find<ModelOutcomeRow>(outcome.Id) is not null))
            {
                if (rules[(outcome.TableHash, outcome.Tier)] is { } rule)
                    health = Tell(scope, health, health.Hear(outcome.Read(), rule, now), now);
                scope.Remove(outcome);
            }
            health = Tell(scope, health, health.Tick(now), now);
            if (row is null)
                scope.Add(ModelHealthRow.Of(health));
            else
                row.Write(health);
            return health;
        }, ct);
    }

    private static ModelHealth Tell(CommitScope scope, ModelHealth before, ModelHealth after, DateTimeOffset now)
    {
        foreach (var (criterion, _, circuit) in after.Circuits())
        {
            var known = criterion == Gauge.Acceptance ? before.Acceptance : before.Latency;
            if (circuit.Last is { } last && circuit.Changes != (known?.Changes ?? 0))
            {
                scope.Publish(DeterministicId.OfMessage(nameof(ModelHealthChanged), ModelHealthRow.IdOf(after.Category, after.Model), criterion, $"{circuit.Changes}"), new ModelHealthChanged
                {
                    TenantId = "", DeliverableId = Guid.Empty, OccurredAt = now, Category = after.Category, Model = after.Model, Criterion = criterion,
                    From = last.From, To = last.To, Measured = last.Measured, Sample = last.Sample, Limit = last.Limit,
                });
            }
        }
        return after;
    }
}
