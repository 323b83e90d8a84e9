using System.Runtime.InteropServices;

namespace Atelier.Bench.Line;

/// <summary>Prints medians over the rounds, and ratios of lines measured in the same round.</summary>
internal static class LineReport
{
    public static void Print(IReadOnlyList<Figures> measured, LineOptions options, TextWriter to)
    {
        to.WriteLine($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Machine()}");
        to.WriteLine($"backlog of {options.Items:N0} items; steady for {options.Steady.TotalSeconds:0} s; medians of {options.Rounds} rounds");
        to.WriteLine();
        to.WriteLine($"| line | items/s | CPU an item: process, broker, store (µs) | {string.Join(" | ", options.Rates.Select(rate => $"p50, p99 at {rate}/s (ms)"))} |");
        to.WriteLine($"|---|---:|---:|{string.Concat(options.Rates.Select(_ => "---:|"))}");
        var lines = measured.GroupBy(figures => figures.Line).ToList();
        foreach (var line in lines)
        {
            var cpu = $"{Micros(line, cpu => cpu.Own)}, {Micros(line, cpu => cpu.Broker)}, {Micros(line, cpu => cpu.Store)}";
            var latencies = options.Rates.Select((_, at) => $"{Millis(line, at, latency => latency.P50)}, {Millis(line, at, latency => latency.P99)}");
            to.WriteLine($"| {line.Key} | {Median(line.Select(figures => figures.PerSecond)):N0} | {cpu} | {string.Join(" | ", latencies)} |");
        }
        to.WriteLine();
        var last = lines[^1];
        foreach (var line in lines.SkipLast(1))
            to.WriteLine($"{last.Key} / {line.Key}: {Median(last.Zip(line, (own, other) => own.PerSecond / other.PerSecond)):0.00} of the items/s (median of the rounds' ratios)");
        foreach (var name in last.First().More.Keys)
            to.WriteLine($"{name}: {Median(last.Select(figures => figures.More[name])):0.00} an item");
        to.WriteLine($"items/s by round: {string.Join("; ", lines.Select(line => $"{line.Key} {string.Join(", ", line.Select(figures => $"{figures.PerSecond:N0}"))}"))}");
    }

    private static string Machine() =>
        $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    private static string Micros(IEnumerable<Figures> line, Func<CpuTime, TimeSpan> part) => $"{Median(line.Select(figures => part(figures.CpuPerItem).TotalMicroseconds)):N0}";

    private static string Millis(IEnumerable<Figures> line, int rate, Func<Latency, TimeSpan> part) => $"{Median(line.Select(figures => part(figures.Latencies[rate]).TotalMilliseconds)):N1}";

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
