using Atelier.Bench.Line.Ceilings;

namespace Atelier.Bench.Line;

/// <summary>The line's speed, beside the ceilings that the same machine allows in the same run.</summary>
internal static class LineBench
{
    public static async Task<int> Run(string[] arguments)
    {
        if (LineOptions.Parse(arguments) is not { } options)
        {
            Console.Error.WriteLine($"usage: {LineOptions.Usage}");
            return 2;
        }
        await using var servers = await BenchServers.Start();
        var measured = new List<Figures>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var line in options.Lines)
            {
                Console.Error.WriteLine($"round {round} of {options.Rounds}: {line}");
                measured.Add(await Measure(servers, line, round, options));
                Console.Error.WriteLine($"  {measured[^1].PerSecond:N0} items/s");
            }
        }
        LineReport.Print(measured, options, Console.Out);
        return 0;
    }

    private static async Task<Figures> Measure(BenchServers servers, string which, int round, LineOptions options)
    {
        await using var line = await Start(servers, which, $"{which}-{round}");
        await Load.Backlog(line, options.Warm);
        await line.Settle();
        var (cpu, counted) = (CpuTime.Now(), await line.Count());
        var backlog = await Load.Backlog(line, options.Items);
        await line.Settle();
        var (cpuAfter, countedAfter) = (CpuTime.Now(), await line.Count());
        var latencies = new List<Latency>();
        foreach (var rate in options.Rates)
        {
            var steady = await Load.Steady(line, rate, options.Steady);
            await line.Settle();
            latencies.Add(new Latency(rate, steady.Latency(0.50), steady.Latency(0.99)));
        }
        return new Figures
        {
            Line = line.Name,
            PerSecond = options.Items / backlog.Span.TotalSeconds,
            CpuPerItem = (cpuAfter - cpu) / options.Items,
            Latencies = latencies,
            More = countedAfter.ToDictionary(count => count.Key, count => (double)(count.Value - counted[count.Key]) / options.Items),
        };
    }

    private static async Task<ILine> Start(BenchServers servers, string which, string name) => which switch
    {
        "bare" => await BareChain.Start(await servers.Rabbit(name)),
        "saga-default" => await MassTransitSaga.AsItComes(await servers.Rabbit(name)),
        "saga" => await MassTransitSaga.FiveMessages(await servers.Rabbit(name)),
        "saga-line" => await MassTransitSaga.AteliersMessages(await servers.Rabbit(name)),
        "atelier" => await AtelierLine.Start(await servers.Rabbit(name), await servers.Postgres(name), Path.Combine(servers.Folder, name)),
        _ => throw new ArgumentOutOfRangeException(nameof(which), which, "no such line"),
    };
}
