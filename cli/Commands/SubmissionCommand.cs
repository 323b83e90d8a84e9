using System.CommandLine;
using Atelier.Cli.Client;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier submission</c>: what nobody knows whether a vendor took, and what an operator found out about it.</summary>
internal static class SubmissionCommand
{
    public static Command Create(IAnsiConsole console) =>
        new("submission", "Show submissions that are unknown, and settle them (for operators)") { List(console), Taken(console), NotTaken(console) };

    private static Command List(IAnsiConsole console)
    {
        var options = new ClientOptions();
        var command = new Command("list", "Submissions of which nobody knows whether the vendor took them");
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            var unknown = await client.UnknownSubmissions(ct);
            if (unknown.Count == 0)
            {
                console.WriteLine("There is none: of every submission it is known whether its vendor took it.");
                return;
            }
            var table = new Table().NoBorder();
            foreach (var column in new[] { "Attempt", "Model", "Asked", "Tenant", "Job", "What is known" })
                table.AddColumn(new TableColumn(column).PadLeft(0));
            foreach (var one in unknown)
                table.AddRow(new Text($"{one.Attempt}"), new Text(one.Model), new Text($"{one.AskedAt:MM-dd HH:mm:ss}"), new Text(one.Tenant), new Text(one.Job ?? "-"), new Text(one.Detail ?? ""));
            console.Write(table);
            console.WriteLine("Look at the vendor's own list of jobs, then: ./atelier submission taken ATTEMPT --job ID, or ./atelier submission not-taken ATTEMPT");
        });
        return command;
    }

    private static Command Taken(IAnsiConsole console)
    {
        var attempt = Attempt();
        var job = new Option<string?>("--job") { Description = "The vendor's own id of the job, which is then asked how it ended; without it, it is charged in full" };
        var options = new ClientOptions();
        var command = new Command("taken", "The vendor had taken it") { attempt, job };
        options.AddTo(command);
        command.SetAction((parsed, ct) => Settle(console, options, parsed, parsed.GetValue(attempt), taken: true, parsed.GetValue(job), ct));
        return command;
    }

    private static Command NotTaken(IAnsiConsole console)
    {
        var attempt = Attempt();
        var options = new ClientOptions();
        var command = new Command("not-taken", "The vendor had not taken it: it cost nothing") { attempt };
        options.AddTo(command);
        command.SetAction((parsed, ct) => Settle(console, options, parsed, parsed.GetValue(attempt), taken: false, job: null, ct));
        return command;
    }

    private static async Task Settle(IAnsiConsole console, ClientOptions options, ParseResult parsed, Guid attempt, bool taken, string? job, CancellationToken ct)
    {
        using var client = options.Open(parsed);
        var settled = await client.SettleSubmission(attempt, taken, job, ct);
        console.WriteLine(settled.CostUsd is { } usd ? $"Attempt {attempt} cost ${usd:0.####}." : $"Attempt {attempt} is still unpriced: {settled.Unpriced}.");
    }

    private static Argument<Guid> Attempt() => new("attempt") { Description = "The attempt's id, as listed" };
}
