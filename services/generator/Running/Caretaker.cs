using Atelier.Generator.Attempts;
using Atelier.Platform.Hosting;
using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Atelier.Generator.Running;

/// <summary>Keeps this process's lease alive, and takes over attempts whose process is gone.</summary>
internal sealed class Caretaker(
    GroupCommit<GeneratorDb> commits, IDbContextFactory<GeneratorDb> stores, AttemptStore attempts, InHand inHand,
    Owner owner, GeneratorOptions options, AtelierOptions atelier, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Caretaker> log) : BackgroundService
{
    private static readonly TimeSpan LongDead = TimeSpan.FromDays(1);

    private DateTimeOffset renewedAt;
    private DateTimeOffset watchingSince;

    /// <summary>The lease stands before the first message comes.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Renew();
        await base.StartAsync(cancellationToken);
    }

    /// <summary>After the last act the lease ends, so that others need not wait for it.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await inHand.Stop(options.Grace);
        await base.StopAsync(cancellationToken);
        await commits.Commit([RowKey.Of<OwnerRow>(owner.Id)], scope =>
        {
            if (scope.Find<OwnerRow>(owner.Id) is { } row) scope.Remove(row);
        }, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = lifetime.Started(stoppingToken); // before that, an event might be published to nobody
        // Alone on a SQLite file: whatever is in hand there at the start was in the hands of a process that is gone.
        var inherits = atelier.Postgres is null;
        using var timer = new PeriodicTimer(options.Lease / 4, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!await Try(Renew) || !started.IsCompletedSuccessfully) continue;
            // Others may have been unable to renew their leases while the store was away: they get a lease's time to do so first.
            if (inherits || renewedAt - watchingSince >= options.Lease) await Try(() => TakeOver(inherits, stoppingToken));
            inherits = false;
            await Try(() => CallOff(stoppingToken));
        }
    }

    private async Task Renew()
    {
        var now = time.GetUtcNow();
        await commits.Commit([RowKey.Of<OwnerRow>(owner.Id)], scope =>
        {
            var row = scope.Find<OwnerRow>(owner.Id);
            if (row is null) scope.Add(row = new OwnerRow { Id = owner.Id, Name = owner.Name });
            row.LeaseUntil = now + options.Lease;
        });
        if (now - renewedAt > options.Lease) watchingSince = now;
        renewedAt = now;
    }

    private async Task TakeOver(bool everyOther, CancellationToken ct)
    {
        foreach (var row in await Abandoned(everyOther, ct))
        {
            if (inHand.Has(row.Id)) continue;
            if (await attempts.TakeOver(row, inHand.WayOf(row.Model)) is not { } taken) continue;
            log.LogInformation("Took over attempt {Attempt} of {Model}: {State}", taken.Id, taken.Model, taken.State);
            await inHand.Adopt(taken);
        }
    }

    /// <summary>What another process was told of this one's attempts: to call one off, or that its vendor has something to tell.</summary>
    private async Task CallOff(CancellationToken ct)
    {
        await using var db = await stores.CreateDbContextAsync(ct);
        foreach (var row in await db.Attempts.Where(row => row.Owner == owner.Id && (row.CalledOffAt != null || row.NudgedAt != null)).Select(row => new { row.Id, row.CalledOffAt, row.NudgedAt }).ToListAsync(ct))
        {
            if (row.CalledOffAt is not null) inHand.CallOff(row.Id);
            if (row.NudgedAt is { } at) inHand.Nudge(row.Id, at);
        }
    }

    /// <summary>In hand by their rows, but of nobody who lives; or of this very process, which should have them and has not.</summary>
    private async Task<List<AttemptRow>> Abandoned(bool everyOther, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await stores.CreateDbContextAsync(ct);
        await db.Owners.Where(row => row.LeaseUntil < now - LongDead).ExecuteDeleteAsync(ct);
        return await db.Attempts.AsNoTracking()
            .Where(row => row.Owner != null && (everyOther || row.Owner == owner.Id || !db.Owners.Any(o => o.Id == row.Owner && o.LeaseUntil > now)))
            .ToListAsync(ct);
    }

    private async Task<bool> Try(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "The store is away: the lease cannot be renewed, or attempts taken over");
            return false;
        }
    }
}
