using System.Diagnostics;
using System.Globalization;
using Atelier.Cli.Campaigns;
using Atelier.Cli.Client;
using Atelier.Cli.Line;
using Atelier.Cli.Show;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary>Sends a campaign through a gateway and stays with it until the files and the costs are there, telling what happened on the way.</summary>
internal static class Sending
{
    public static async Task Run(IAnsiConsole console, AtelierClient client, LineFolder folder, CampaignFile file, TimeProvider clock, CancellationToken ct, Func<IReadOnlyList<Ordered>, Task>? afterwards = null)
    {
        var since = Stopwatch.GetTimestamp();
        var run = clock.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var sent = await CampaignRun.Send(client, file, run, ct);
        console.WriteLine($"{sent.Orders.Count} deliverables of {file.Campaigns.Count} campaigns are asked for (run {run}).");

        var looks = sent.Follow(ct);
        await (console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal ? ProgressTable.Follow(console, looks) : ProgressLines.Follow(console, looks));

        Tour.Write(console, sent.Orders);
        if (afterwards is not null)
            await afterwards(sent.Orders);
        foreach (var failure in Delivery.Failures(sent.Orders))
            console.WriteLine($"Failed: {failure}", new Style(Color.Red));
        var costs = await client.Costs(sent.Orders.Min(order => order.View!.AcceptedAt), ct);
        console.Write(CostTable.Of(costs));
        if (CostTable.Unpriced(costs) is { } unpriced)
            console.WriteLine(unpriced, new Style(Color.Yellow));
        var output = folder.In(Path.Combine("out", run));
        var count = await Delivery.Fetch(client, sent.Orders, output, ct);
        console.WriteLine($"{count} refined files, with previews, are in {Path.GetRelativePath(".", output)}");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Done in {Stopwatch.GetElapsedTime(since).TotalSeconds:0} s."));
    }
}
