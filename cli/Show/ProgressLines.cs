using System.Diagnostics;
using System.Globalization;
using Atelier.Cli.Campaigns;
using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>Progress where there is no terminal: a line whenever a deliverable has moved.</summary>
internal static class ProgressLines
{
    public static async Task Follow(IAnsiConsole console, IAsyncEnumerable<IReadOnlyList<Ordered>> looks)
    {
        var since = Stopwatch.GetTimestamp();
        var last = new Dictionary<Guid, Row>();
        await foreach (var orders in looks)
        {
            foreach (var order in orders)
            {
                var row = Row.Of(order);
                if (last.TryGetValue(order.Id, out var before) && before with { Cost = row.Cost } == row)
                    continue;
                last[order.Id] = row;
                console.WriteLine(Line(Stopwatch.GetElapsedTime(since), row).TrimEnd());
            }
        }
    }

    private static string Line(TimeSpan at, Row row) => string.Create(CultureInfo.InvariantCulture,
        $"{at.TotalSeconds,6:0.0} s  {row.Key,-15} {row.Stage,-6} {row.PhaseName,-12} {(row.Attempt == 0 ? "" : $"try {row.Attempt}"),-6} {row.Model,-20} {row.Tier,-16} {row.Cost}");
}
