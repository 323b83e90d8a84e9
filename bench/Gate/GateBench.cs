using System.Globalization;
using Atelier.Contracts;
using Spectre.Console;

namespace Atelier.Bench.Gate;

/// <summary>
/// <c>atelier bench gate [--outputs N] [--seed N] [--catalog FOLDER] [--csv FILE]</c>: the gate's precision and recall against the
/// simulator's truth, and what it costs. Exit code 1 when either is under 0.98.
/// </summary>
public static class GateBench
{
    private const double Needed = 0.98;
    private const int Batch = 24;

    public static async Task<int> Run(string[] args, CancellationToken ct = default)
    {
        int outputs = Number(args, "--outputs", 1000), seed = Number(args, "--seed", 2);
        var folder = Directory.CreateTempSubdirectory("atelier-gate-").FullName;
        try
        {
            using var bench = new GateTrials(Text(args, "--catalog", "catalog"), folder);
            List<GateTrial> trials = [];
            var cpu = new Dictionary<Medium, TimeSpan> { [Medium.Image] = default, [Medium.Video] = default };
            foreach (var batch in GateSamples.Draw(outputs, seed).Chunk(Batch))
            {
                await Judge(bench, batch, trials, cpu, ct);
                AnsiConsole.MarkupLine($"[grey]{trials.Count} of {outputs} outputs judged[/]");
            }

            if (Text(args, "--csv", "") is { Length: > 0 } csv) await GateReport.Write(csv, trials, ct);
            GateReport.Print(trials, cpu, seed);
            var score = GateScore.Of(trials);
            return score.Precision >= Needed && score.Recall >= Needed ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Rendered on all cores, then judged one at a time and one medium after the other, so that the gate's CPU time can be told.
    private static async Task Judge(GateTrials bench, GateSample[] batch, List<GateTrial> trials, Dictionary<Medium, TimeSpan> cpu, CancellationToken ct)
    {
        var rendered = new (string Path, Simulator.Defect Truth)[batch.Length];
        await Parallel.ForAsync(0, batch.Length, ct, async (i, stop) => rendered[i] = await bench.Render(batch[i], stop));
        foreach (var medium in cpu.Keys.ToArray())
        {
            var before = CpuClock.Read();
            for (var i = 0; i < batch.Length; i++)
            {
                if (batch[i].Expected.Medium != medium) continue;
                var (verdict, _) = await bench.Gate.Judge(rendered[i].Path, batch[i].Expected, ct);
                File.Delete(rendered[i].Path);
                trials.Add(new GateTrial(batch[i], rendered[i].Truth, verdict));
            }

            cpu[medium] += CpuClock.Read() - before;
        }
    }

    private static int Number(string[] args, string name, int otherwise) =>
        int.TryParse(Text(args, name, ""), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static string Text(string[] args, string name, string otherwise) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
}
