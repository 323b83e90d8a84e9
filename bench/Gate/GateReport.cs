using System.Globalization;
using System.Text;
using Atelier.Contracts;
using Spectre.Console;

namespace Atelier.Bench.Gate;

/// <summary>The experiment's figures, as tables and as a file.</summary>
internal static class GateReport
{
    public static void Print(List<GateTrial> trials, Dictionary<Medium, TimeSpan> cpu, int seed)
    {
        var score = GateScore.Of(trials);
        AnsiConsole.Write(new Rule(string.Create(CultureInfo.InvariantCulture, $"the gate over {score.Outputs} outputs, seed {seed}")));
        AnsiConsole.Write(PerDefect(trials));
        AnsiConsole.Write(PerMedium(trials, cpu));
        AnsiConsole.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"[bold]precision {score.Precision:0.0000}   recall {score.Recall:0.0000}[/]   ({score.Bad} bad, {score.Rejected} rejected, {score.RejectedBad} of them bad)"));
        foreach (var t in trials.Where(t => t.IsBad != t.IsRejected))
        {
            var why = t.IsBad ? $"missed {t.Truth}" : $"wrongly rejected: {string.Join("; ", t.Verdict.Reasons.Select(r => r.Detail))}";
            AnsiConsole.WriteLine($"  {t.Sample.Request.Model} \"{t.Sample.Request.Prompt}\" seed {t.Sample.Request.Seed}: {why}");
        }
    }

    /// <summary>One line a trial: truth, verdict and every measurement; thresholds are tuned on this.</summary>
    public static async Task Write(string path, List<GateTrial> trials, CancellationToken ct)
    {
        string[] names = [.. trials.SelectMany(t => t.Verdict.Measurements.Keys).Distinct().Order(StringComparer.Ordinal)];
        var text = new StringBuilder($"truth,rejected,medium,model,palette,prompt,seed,{string.Join(',', names)}\n");
        foreach (var t in trials)
        {
            var values = names.Select(n => t.Verdict.Measurements.TryGetValue(n, out var v) ? v.ToString("0.#####", CultureInfo.InvariantCulture) : "");
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{t.Truth},{t.IsRejected},{t.Sample.Expected.Medium},{t.Sample.Request.Model},{string.Join(' ', t.Sample.Expected.Palette)},\"{t.Sample.Request.Prompt}\",{t.Sample.Request.Seed},{string.Join(',', values)}");
        }

        await File.WriteAllTextAsync(path, text.ToString(), ct);
    }

    private static Table PerDefect(List<GateTrial> trials)
    {
        var table = new Table().AddColumns("truth", "outputs", "rejected", "recall", "named rightly", "accepted");
        foreach (var group in trials.GroupBy(t => t.Truth).OrderBy(g => g.Key))
        {
            int count = group.Count(), rejected = group.Count(t => t.IsRejected);
            var isBad = group.Key != Simulator.Defect.None;
            table.AddRow(group.Key.ToString(), $"{count}", $"{rejected}", isBad ? Share(rejected, count) : "-", isBad ? Share(group.Count(t => t.IsNamed), count) : "-", $"{count - rejected}");
        }

        return table;
    }

    private static Table PerMedium(List<GateTrial> trials, Dictionary<Medium, TimeSpan> cpu)
    {
        var table = new Table().AddColumns("medium", "outputs", "precision", "recall", "gate CPU each");
        foreach (var group in trials.GroupBy(t => t.Sample.Expected.Medium).OrderBy(g => g.Key))
        {
            var score = GateScore.Of([.. group]);
            table.AddRow(group.Key.ToString(), $"{score.Outputs}", Text(score.Precision), Text(score.Recall),
                string.Create(CultureInfo.InvariantCulture, $"{cpu[group.Key].TotalMilliseconds / score.Outputs:0} ms"));
        }

        return table;
    }

    private static string Share(int part, int whole) => Text((double)part / whole);

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
