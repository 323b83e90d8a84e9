using System.CommandLine;
using Atelier.Cli.Client;
using Atelier.Cli.Show;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier batch …</c>: many deliverables at once, at a line that is up.</summary>
internal static class BatchCommand
{
    public static Command Create(IAnsiConsole console) => new("batch", "Ask for many deliverables at once; price, follow, pause, cancel and report them")
    {
        Submit(console), Status(console), Wish(console, "pause", "Spend nothing further on a batch until it is resumed"), Wish(console, "resume", "Go on with a paused batch"),
        Wish(console, "cancel", "End a batch; what was billed is kept"), Report(),
    };

    private static Command Submit(IAnsiConsole console)
    {
        var file = new Argument<string>("file") { Description = "A batch, YAML or JSON, as samples/batches/spring-catalogue.yaml" };
        var rows = new Option<string?>("--rows") { Description = "Its rows as a file of their own, CSV or JSON Lines (.jsonl)" };
        var dry = new Option<bool>("--dry-run") { Description = "Only check and price it" };
        var options = new ClientOptions();
        var command = new Command("submit", "Ask for every deliverable of a batch, all or none") { file, rows, dry };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var batch = BatchFile.Read(parsed.GetValue(file)!, parsed.GetValue(rows));
            using var client = options.Open(parsed);
            if (parsed.GetValue(dry))
            {
                BatchLines.Priced(console, await client.PriceBatch(batch, ct));
                return;
            }
            var taken = await client.SubmitBatch(batch, ct);
            console.WriteLine($"{taken.Deliverables} deliverables are accepted as batch {taken.Key} ({taken.Id}).");
            console.WriteLine($"How it goes: ./atelier batch status {taken.Key}");
        });
        return command;
    }

    private static Command Status(IAnsiConsole console)
    {
        var (name, options) = (Name(), new ClientOptions());
        var command = new Command("status", "Tell how a batch goes") { name };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            BatchLines.Status(console, await client.Batch(parsed.GetValue(name)!, ct));
        });
        return command;
    }

    private static Command Wish(IAnsiConsole console, string wish, string description)
    {
        var (name, options) = (Name(), new ClientOptions());
        var command = new Command(wish, description) { name };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            await client.Wish(parsed.GetValue(name)!, wish, ct);
            BatchLines.Status(console, await client.Batch(parsed.GetValue(name)!, ct));
        });
        return command;
    }

    private static Command Report()
    {
        var (name, json, options) = (Name(), new Option<bool>("--json") { Description = "As JSON instead of CSV" }, new ClientOptions());
        var command = new Command("report", "Write a row for each deliverable of a batch") { name, json };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            await using var output = Console.OpenStandardOutput();
            await client.BatchReport(parsed.GetValue(name)!, csv: !parsed.GetValue(json), output, ct);
        });
        return command;
    }

    private static Argument<string> Name() => new("batch") { Description = "Its key or id" };
}
