using System.CommandLine;
using Atelier.Cli.Client;
using Atelier.Cli.Show;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier regenerate | reproduce | promote</c>: what can be asked of a deliverable that is delivered.</summary>
internal static class AgainCommands
{
    public static Command Regenerate(IAnsiConsole console)
    {
        var reason = new Option<string?>("--reason") { Description = "What is wrong with it, in words" };
        var dependents = new Option<bool>("--with-dependents") { Description = "The clips that begin with it are made again too" };
        return Create("regenerate", "Make a delivered stage better; until something better is accepted, what was delivered stands", [Stage(), reason, dependents], async (client, id, parsed, ct) =>
        {
            var revision = await client.Regenerate(id, parsed.GetValue<string?>("--stage"), parsed.GetValue(reason), parsed.GetValue(dependents), ct);
            DeliveredLines.Regenerated(console, await client.Follow(id, view => view.Status is { } status && status.Revision >= revision && view.Ended, ct), revision);
        });
    }

    public static Command Reproduce(IAnsiConsole console) =>
        Create("reproduce", "Run a stage's accepted attempt again and tell whether the same comes out", [Stage()], async (client, id, parsed, ct) =>
        {
            var reproduction = await client.Reproduce(id, parsed.GetValue<string?>("--stage"), ct);
            var view = await client.Follow(id, view => view.Reproduction(reproduction) is { Match: not Contracts.ReproductionMatch.Pending }, ct);
            DeliveredLines.Reproduced(console, view.Reproduction(reproduction)!);
        });

    public static Command Promote(IAnsiConsole console) =>
        Create("promote", "Make the delivery of an accepted draft, with its seeds and controls", [], async (client, id, _, ct) =>
        {
            var delivery = await client.Promote(id, ct);
            console.WriteLine($"The delivery is asked for as {delivery}.");
            DeliveredLines.Ended(console, await client.Follow(delivery, view => view.Ended, ct));
        });

    private static Command Create(string name, string description, IReadOnlyList<Option> own, Func<AtelierClient, Guid, ParseResult, CancellationToken, Task> run)
    {
        var (id, options) = (new Argument<Guid>("deliverable") { Description = "Its id" }, new ClientOptions());
        var command = new Command(name, description) { id };
        foreach (var option in own)
            command.Options.Add(option);
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            await run(client, parsed.GetValue(id), parsed, ct);
        });
        return command;
    }

    private static Option<string?> Stage() => new("--stage") { Description = "The stage's name; may be left out where there is but one" };
}
