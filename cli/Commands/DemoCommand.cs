using System.CommandLine;
using Atelier.Cli.Campaigns;
using Atelier.Cli.Client;
using Atelier.Cli.Line;
using Atelier.Cli.Show;
using Atelier.Contracts;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier demo</c>: a line, the sample campaign through it, files and costs.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan ReviewerLooks = TimeSpan.FromSeconds(1);

    public static Command Create(IAnsiConsole console)
    {
        var options = new LineOptions();
        var distributed = new Option<bool>("--distributed") { Description = "One process a service, on RabbitMQ and PostgreSQL: those of Atelier__Rabbit and Atelier__Postgres, or the system's, started for the while" };
        var campaign = new Option<string>("--campaign") { Description = "The campaign file to send", DefaultValueFactory = _ => Home.Find("samples/spring-launch.yaml") };
        var command = new Command("demo", "Run the sample campaign from request to refined files and a cost report") { distributed, campaign };
        options.AddTo(command);
        command.SetAction((parsed, ct) => Run(console, options.Read(parsed), parsed.GetValue(distributed), parsed.GetValue(campaign)!, ct));
        return command;
    }

    /// <summary>Where a person is asked the demo answers, so that it ends; ./atelier review is for people.</summary>
    private static async Task Review(AtelierClient client, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            while (await client.TakeReview(ct: ct) is { } taken)
                await client.AcceptReview(taken, ct: ct);
            await Task.Delay(ReviewerLooks, ct);
        }
    }

    /// <summary>The last stop of the tour: an accepted attempt, run again.</summary>
    private static async Task Reproduce(IAnsiConsole console, AtelierClient client, IReadOnlyList<Ordered> orders, CancellationToken ct)
    {
        if (orders.FirstOrDefault(order => order is { Wanted.Still: not null, View.Phase: DeliverablePhase.Delivered } && HasSeed(order.View.Status!.Stages[0])) is not { } order)
            return;
        var reproduction = await client.Reproduce(order.Id, order.View!.Status!.Stages[0].Name, ct);
        var view = await client.Follow(order.Id, view => view.Reproduction(reproduction) is { Match: not ReproductionMatch.Pending }, ct);
        Tour.Write(console, "reproduced", $"{order.Wanted.Key}: the accepted attempt was run again with the same model, seed and controls. {DeliveredLines.Words(view.Reproduction(reproduction)!)}");
        console.WriteLine();
    }

    /// <summary>A model without seeds makes something else each time.</summary>
    private static bool HasSeed(StageStatus stage) => stage.Attempts.Any(attempt => attempt.AttemptId == stage.FileOf && attempt.Seed is not null);

    private static async Task Run(IAnsiConsole console, LineSettings settings, bool distributed, string campaign, CancellationToken ct)
    {
        var file = CampaignFile.Read(campaign);
        settings = settings with { Directives = true }; // the sample asks some of its vendors to fail, so that there is something to see
        console.WriteLine(distributed ? "Starting RabbitMQ and PostgreSQL where none is named, and one process a service …" : "Starting the line in this process …");
        await using ILine line = distributed ? await DistributedLine.Start(settings, ct: ct) : await AllInOne.Start(settings, ct);
        console.WriteLine($"The line is up at {line.Gateway}; its logs are in {settings.Folder.In("logs")}.");
        using var client = new AtelierClient(line.Gateway, settings.Folder.Key());
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            var reviewing = Review(client, over.Token);
            var sending = Sending.Run(console, client, settings.Folder, file, TimeProvider.System, ct, orders => Reproduce(console, client, orders, ct));
            if (await Task.WhenAny(sending, reviewing) == reviewing)
                await reviewing; // which ends by failing alone: nothing would go on where a person is asked
            await sending;
        }
        catch (OperationCanceledException)
        {
            console.WriteLine("Ending …");
            throw;
        }
        finally
        {
            await over.CancelAsync();
        }
    }
}
