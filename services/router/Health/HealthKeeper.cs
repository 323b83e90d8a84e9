using Atelier.Platform.Hosting;
using Atelier.Router.Policy;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Atelier.Router.Health;

/// <summary>
/// Once a second counts what attempts have shown, and keeps in memory how the models do. Every pod does so; one that has met no table with a
/// rule on it leaves the store alone.
/// </summary>
internal sealed class HealthKeeper(HealthReader reader, HealthCount counts, Policies policies, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<HealthKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private volatile HealthView _now = HealthView.None;

    /// <summary>How the models do, about a second old.</summary>
    public HealthView Now => _now;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.Started(stoppingToken); // before that, a change might be told to nobody
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (policies.WatchHealth)
                    await Look(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning(error, "How the models do could not be read or counted; routing goes on with what is known");
            }
        }
    }

    private async Task Look(CancellationToken ct)
    {
        var (outcomes, view, now) = (await reader.Uncounted(ct), await reader.View(ct), time.GetUtcNow());
        var byModel = outcomes.ToLookup(outcome => (outcome.Category, outcome.Model));
        var due = view.Models.Where(health => health.Tick(now) != health).Select(health => (health.Category, health.Model)).Union(byModel.Select(group => group.Key)).ToList();
        var changed = await Task.WhenAll(due.Select(model => counts.Count(model.Category, model.Model, [.. byModel[model]], ct)));
        _now = changed.Length == 0 ? view : view.With(changed);
    }
}
