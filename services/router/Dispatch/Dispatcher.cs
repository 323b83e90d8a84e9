using Atelier.Platform.Hosting;
using Atelier.Router.Saga;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Atelier.Router.Dispatch;

/// <summary>
/// Lets the attempts go that wait, as slots become free: in one process at a time, the one that has the lease. The lease runs out some
/// seconds after a process is gone; until then nobody lets go, and what is under way goes on. It holds no slot and no line in memory that
/// the store does not have, so nothing can be lost with it but whose turn was last.
/// </summary>
internal sealed class Dispatcher(
    DispatchStore store, Admission admission, SagaRunner saga, SlotLimits limits, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<Dispatcher> log)
    : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1); // for clocks that do not agree, and for a pause in this process
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Stale = TimeSpan.FromMilliseconds(50); // who came since the last look may be overtaken by what is given away before the next
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10); // what becomes free at about the same time is given away together
    private const int MostAtOnce = 100;

    private readonly Guid _process = Guid.CreateVersion7();
    private DateTimeOffset _looked;
    private DateTimeOffset _asked;
    private DateTimeOffset _openUntil;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.Started(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookIfDue(stoppingToken);
                await Task.WhenAll(admission.Turns(MostAtOnce).Select(turn => LetGo(turn.Tier, turn.Tenant, turn.Attempts, stoppingToken)));
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning(error, "Attempts that wait could not be let go; trying again in {Interval}", Seldom);
                admission.Close();
            }
            admission.Kept();
            await admission.SlotFreed(admission.Idle ? Seldom : Often, stoppingToken);
            await Task.Delay(Breath, time, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (!admission.Idle)
            await store.Release(_process, time.GetUtcNow(), cancellationToken);
    }

    private async Task LookIfDue(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (now - _looked < Stale)
            return;
        _looked = now;
        if (now - _asked >= Seldom || now >= _openUntil)
        {
            _asked = now;
            admission.Limit(await limits.Now(ct));
            _openUntil = (admission.Idle && !await store.Any(ct)) || !await store.Claim(_process, now, Lease, ct) ? DateTimeOffset.MinValue : now + Lease - Margin;
        }
        if (now >= _openUntil)
        {
            admission.Close();
            return;
        }
        var began = admission.Begin();
        admission.Look(began, await store.Seats(ct), await store.Lines(ct), _openUntil);
        if (admission.IsBare)
            admission.Close();
    }

    private async Task LetGo(string tier, string tenant, int attempts, CancellationToken ct)
    {
        var first = await store.First(tier, tenant, attempts, ct);
        await Task.WhenAll(first.Select(turn => saga.Handle(new SlotGranted { TenantId = tenant, DeliverableId = turn.Id, Tier = tier, Since = turn.Since }, ct)));
    }
}
