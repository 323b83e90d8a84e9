using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atelier.Cli.Client;
using Atelier.Cli.Show;
using Atelier.Contracts;
using Atelier.Platform.Catalog;
using Atelier.Router;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier routing …</c>: routing tables as files, and their versions at a line that is up.</summary>
internal static class RoutingCommand
{
    public static Command Create(IAnsiConsole console) => new("routing", "Check, compare, publish, activate and explain routing tables")
    {
        Lint(console), Diff(console), Publish(console), Versions(console), Rollback(console), Withdraw(console), Explain(console), Health(console), Waiting(console),
    };

    private static Command Lint(IAnsiConsole console) => LintCommand.Create(
        console, "Tell everything wrong with a table, with line and column", new Argument<string>("file") { Description = "A routing table, as catalog/routing.yaml" }, Catalog(), OfflineRouting.Lint);

    private static Command Diff(IAnsiConsole console)
    {
        var from = new Argument<string>("from") { Description = "A file; or, like the other, the number or hash of a published version" };
        var to = new Argument<string>("to") { Description = "What it is compared with" };
        var options = new ClientOptions();
        var command = new Command("diff", "Tell what two tables do differently") { from, to };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var (a, b) = (parsed.GetValue(from)!, parsed.GetValue(to)!);
            foreach (var line in File.Exists(a) || File.Exists(b) ? OfflineRouting.Diff(a, b) : await AtTheLine(a, b))
                console.WriteLine(line);

            async Task<IReadOnlyList<string>> AtTheLine(string one, string other)
            {
                using var client = options.Open(parsed);
                return await client.DiffRouting(one, other, ct);
            }
        });
        return command;
    }

    private static Command Publish(IAnsiConsole console)
    {
        var file = new Argument<string>("file") { Description = "A routing table" };
        var (note, activate, at) = (Note(), new Option<bool>("--activate") { Description = "Let it take over" }, new Option<string?>("--at") { Description = "When, as 2027-03-01T08:00:00Z; by default now" });
        var options = new ClientOptions();
        var command = new Command("publish", "Publish a table as a new version, and with --activate let it take over") { file, note, activate, at };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var when = Time(parsed.GetValue(at));
            if (when is not null && !parsed.GetValue(activate))
                throw new InvalidOperationException("--at says when to activate: give --activate too.");
            using var client = options.Open(parsed);
            var version = await client.PublishRouting(await File.ReadAllTextAsync(parsed.GetValue(file)!, ct), Environment.UserName, parsed.GetValue(note), ct);
            console.WriteLine($"Version {version.Number} ({version.Hash[..12]}) is {version.State}.");
            foreach (var finding in version.Findings)
                console.WriteLine($"{parsed.GetValue(file)}:{finding.Line}:{finding.Column}: {finding.Field}: found {finding.Found}, expected {finding.Expected}");
            if (version.Findings.Count == 0 && parsed.GetValue(activate))
                RoutingLines.Activated(console, await client.ActivateRouting($"{version.Number}", when, Environment.UserName, parsed.GetValue(note), ct), when);
            return version.Findings.Count == 0 ? 0 : 1;
        });
        return command;
    }

    private static Command Versions(IAnsiConsole console)
    {
        var options = new ClientOptions();
        var command = new Command("versions", "List the newest versions, and which one holds");
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            RoutingLines.Versions(console, await client.RoutingVersions(ct));
        });
        return command;
    }

    private static Command Waiting(IAnsiConsole console)
    {
        var options = new ClientOptions();
        var command = new Command("waiting", "Tell how busy the tiers are that take so many attempts at once, and how long their lines are");
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            RoutingLines.Waiting(console, await client.RoutingWaiting(ct));
        });
        return command;
    }

    private static Command Rollback(IAnsiConsole console)
    {
        var version = new Argument<string?>("version") { Description = "Its number or hash; by default the one that held before", Arity = ArgumentArity.ZeroOrOne };
        var (note, options) = (Note(), new ClientOptions());
        var command = new Command("rollback", "Let an older version take over again, at once") { version, note };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            var now = await client.ActiveRouting(ct);
            var chosen = parsed.GetValue(version) ?? now.History.FirstOrDefault(earlier => earlier.Hash != now.Active?.Hash)?.Hash
                ?? throw new InvalidOperationException("No other version held before: name one that was published.");
            RoutingLines.Activated(console, await client.ActivateRouting(chosen, null, Environment.UserName, parsed.GetValue(note), ct), null);
        });
        return command;
    }

    private static Command Withdraw(IAnsiConsole console)
    {
        var version = new Argument<string>("version") { Description = "The number or hash of a version that is to take over" };
        var (at, note, options) = (new Option<string?>("--at") { Description = "Only what takes over then; by default whenever" }, Note(), new ClientOptions());
        var command = new Command("withdraw", "Call off what a version is to take over at a time to come") { version, at, note };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            var now = await client.WithdrawRouting(parsed.GetValue(version)!, Time(parsed.GetValue(at)), Environment.UserName, parsed.GetValue(note), ct);
            console.WriteLine($"It is called off. Version {now.Active!.Number} is active.");
            RoutingLines.Coming(console, now);
        });
        return command;
    }

    private static Command Explain(IAnsiConsole console)
    {
        var file = new Argument<string>("request") { Description = "A deliverable request, YAML or JSON, as samples/requests/hero-still.json" };
        var version = new Option<string?>("--version") { Description = "By a published version, its number or hash; by default the one that holds" };
        var offline = new Option<bool>("--offline") { Description = "By the catalog's own table, without a line" };
        var table = new Option<string?>("--table") { Description = "By a table that is not published yet, without a line" };
        var (catalog, options) = (Catalog(), new ClientOptions());
        var command = new Command("explain", "Tell which models a request would go to, which are passed over and why, and what happens on each failure") { file, version, offline, table, catalog };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var request = CatalogLoader.Load<JsonNode>(parsed.GetValue(file)!).Value;
            RoutingLines.Explained(console, parsed.GetValue(offline) || parsed.GetValue(table) is not null
                ? Offline(request, new CatalogFolder(parsed.GetValue(catalog)!), parsed.GetValue(table)) : await AtTheLine());

            async Task<RoutingExplanation> AtTheLine()
            {
                using var client = options.Open(parsed);
                return await client.ExplainRouting(request, parsed.GetValue(version), ct);
            }
        });
        return command;
    }

    private static Command Health(IAnsiConsole console)
    {
        var options = new ClientOptions();
        var command = new Command("health", "Tell how the models do in each category, and which are passed over");
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            HealthTable.Show(console, await client.RoutingHealth(ct));
        });
        return command;
    }

    private static RoutingExplanation Offline(JsonNode request, CatalogFolder catalog, string? table) =>
        OfflineRouting.Explain(request, catalog, table, out var problems).Deserialize<RoutingExplanation>(AtelierJson.Options)
            ?? throw new InvalidOperationException($"The request cannot be explained.{string.Concat(problems.Select(problem => $"\n  {problem.Field}: found {problem.Found}; {problem.Remedy}"))}");

    private static Option<string> Catalog() => new("--catalog") { Description = "The catalog's folder", DefaultValueFactory = _ => Home.Find("catalog") };

    private static Option<string?> Note() => new("--note") { Description = "Why, for people" };

    private static DateTimeOffset? Time(string? text) => text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) ? time
        : throw new InvalidOperationException($"--at {text} is no time: give one such as 2027-03-01T08:00:00Z.");
}
