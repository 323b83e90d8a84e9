using System.Diagnostics;
using Atelier.Bench.Line;
using Atelier.Platform.Bus;
using Atelier.Platform.Hosting;
using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Bench.Rows;

/// <summary>What it is worth that groups are written without EF Core's change tracker: the same groups, each way, on the same PostgreSQL.</summary>
internal static class RowsBench
{
    private const string Usage = "usage: atelier bench rows, without arguments";
    private const int Rounds = 5;
    private const int Rows = 4_000;
    private static readonly string State = new('s', 1_500); // about what a deliverable's state takes

    public static async Task<int> Run(string[] arguments)
    {
        if (arguments.Length > 0)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }
        await using var servers = await BenchServers.Start();
        Console.WriteLine($"{Rows:N0} rows inserted, then each loaded and updated, in groups; medians of {Rounds} rounds, the two ways in turn");
        Console.WriteLine();
        Console.WriteLine("| rows a group | change tracker: rows/s, CPU a row: process, store (µs) | group commit: rows/s, CPU a row: process, store (µs) | group commit / change tracker |");
        Console.WriteLine("|---:|---:|---:|---:|");
        foreach (var group in new[] { 1, 16, 128 })
        {
            await using var host = await StoreHost.Start(await servers.Postgres($"rows{group}"));
            await Round(host.ByTracker, group);
            await Round(host.ByGroupCommit, group);
            var (tracker, commit) = (new List<Measured>(), new List<Measured>());
            for (var round = 0; round < Rounds; round++)
            {
                tracker.Add(await Round(host.ByTracker, group));
                commit.Add(await Round(host.ByGroupCommit, group));
            }
            Console.WriteLine($"| {group} | {Median(tracker)} | {Median(commit)} | {Middle(tracker.Zip(commit, (one, other) => other.PerSecond / one.PerSecond)):0.00} |");
        }
        return 0;
    }

    private static async Task<Measured> Round(Func<Guid[], string, Task> write, int group)
    {
        var ids = Enumerable.Range(0, Rows).Select(_ => Guid.NewGuid()).ToArray();
        var (cpu, since) = (CpuTime.Now(), Stopwatch.GetTimestamp());
        foreach (var state in new[] { $"{State}1", $"{State}2" })
        {
            foreach (var some in ids.Chunk(group))
                await write(some, state);
        }
        var span = Stopwatch.GetElapsedTime(since);
        return new Measured(2 * Rows / span.TotalSeconds, (CpuTime.Now() - cpu) / (2 * Rows));
    }

    private static string Median(List<Measured> rounds) =>
        $"{Middle(rounds.Select(round => round.PerSecond)):N0}, {Middle(rounds.Select(round => round.Cpu.Own.TotalMicroseconds)):N0}, {Middle(rounds.Select(round => round.Cpu.Store.TotalMicroseconds)):N0}";

    private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private sealed record Measured(double PerSecond, CpuTime Cpu);

    private sealed class StoreHost(WebApplication app) : IAsyncDisposable
    {
        public static async Task<StoreHost> Start(string postgres)
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "bench" });
            builder.WebHost.UseKestrelCore();
            builder.Services.AddRoutingCore();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Atelier:Postgres"] = postgres, ["Serilog:MinimumLevel:Default"] = "Warning" });
            builder.AddAtelierDefaults("bench");
            builder.AddStore<BenchDb>(BenchDb.Name);
            builder.AddAtelierBus(_ => { });
            var app = builder.Build();
            await app.StartAsync();
            return new StoreHost(app);
        }

        /// <summary>As EF Core does it: load, change, save.</summary>
        public async Task ByTracker(Guid[] ids, string state)
        {
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<BenchDb>>().CreateDbContextAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var known = await db.Set<BenchRow>().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id);
            foreach (var id in ids)
            {
                if (known.TryGetValue(id, out var row))
                    (row.State, row.Version) = (state, row.Version + 1);
                else
                    db.Add(new BenchRow { Id = id, Name = "bench", State = state });
            }
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        public Task ByGroupCommit(Guid[] ids, string state) =>
            app.Services.GetRequiredService<GroupCommit<BenchDb>>().Commit([.. ids.Select(RowKey.Of<BenchRow>)], scope =>
            {
                foreach (var id in ids)
                {
                    if (scope.Find<BenchRow>(id) is { } row)
                        row.State = state;
                    else
                        scope.Add(new BenchRow { Id = id, Name = "bench", State = state });
                }
            });

        public async ValueTask DisposeAsync()
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }
}
