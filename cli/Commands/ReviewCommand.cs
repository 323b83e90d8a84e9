using System.CommandLine;
using Atelier.Cli.Client;
using Atelier.Cli.Show;
using Atelier.Contracts;
using Atelier.Platform.Media;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier review …</c>: what persons are asked at a line that is up, and their decisions.</summary>
internal static class ReviewCommand
{
    public static Command Create(IAnsiConsole console) => new("review", "Look at outputs where a person is asked, and decide")
    {
        List(console), Take(console), Accept(console), Reject(console), Edit(console),
    };

    private static Command List(IAnsiConsole console)
    {
        var options = new ClientOptions();
        var command = new Command("list", "List what is open, by priority and age");
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            ReviewLines.List(console, await client.Reviews(ct));
        });
        return command;
    }

    private static Command Take(IAnsiConsole console)
    {
        var which = new Argument<string?>("review") { Description = $"{Which}; by default the next", Arity = ArgumentArity.ZeroOrOne };
        var (minutes, options) = (new Option<double?>("--minutes") { Description = "For how long; by default 15" }, new ClientOptions());
        var command = new Command("take", "Take one in hand, and fetch its outputs") { which, minutes };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            var id = parsed.GetValue(which) is { } name ? await Find(client, name, ct) : (Guid?)null;
            if (await client.TakeReview(id, parsed.GetValue(minutes), ct) is { } taken)
                ReviewLines.Taken(console, taken, await Fetch(client, taken.Review, ClientOptions.Folder(parsed).In("reviews"), ct));
            else
                console.WriteLine("Nothing is left to take.");
        });
        return command;
    }

    private static Command Accept(IAnsiConsole console)
    {
        var attempt = new Option<int?>("--attempt") { Description = "Which attempt's output; needed where nothing more may be tried" };
        var command = new Command("accept", "Accept an output") { attempt };
        return Decision(console, command, (client, taken, parsed, minutes, ct) => client.AcceptReview(taken, parsed.GetValue(attempt), minutes, ct));
    }

    private static Command Reject(IAnsiConsole console)
    {
        var reason = new Option<string>("--reason") { Description = "What is wrong with it", Required = true };
        var defect = new Option<Defect>("--defect") { Description = "The kind of defect", DefaultValueFactory = _ => Defect.Other };
        var again = new Option<bool>("--again") { Description = "Grant one more attempt, beyond the cap if need be" };
        var final = new Option<bool>("--for-good") { Description = "No further attempt, although the cap would allow one" };
        var command = new Command("reject", "Reject it; another attempt is made if the cap allows") { reason, defect, again, final };
        return Decision(console, command, (client, taken, parsed, minutes, ct) => client.RejectReview(
            taken, new VerdictReason { Defect = parsed.GetValue(defect), Detail = parsed.GetValue(reason)! },
            parsed.GetValue(again) ? AfterRejection.Granted : parsed.GetValue(final) ? AfterRejection.Nothing : null, minutes, ct));
    }

    private static Command Edit(IAnsiConsole console)
    {
        var prompt = new Option<string?>("--prompt") { Description = "Other words" };
        var without = new Option<string?>("--without") { Description = "What to keep out" };
        var guidance = new Option<double?>("--guidance") { Description = "Guidance on the model's own scale" };
        var strongly = new Option<double?>("--guidance-strength") { Description = "Guidance as a strength of 0 to 1, the same at every model" };
        var seed = new Option<long?>("--seed") { Description = "The seed of the next attempt" };
        var strength = new Option<double?>("--motion") { Description = "How much a clip moves, 0 to 1" };
        var camera = new Option<string?>("--camera") { Description = "How its camera moves, in words" };
        var command = new Command("edit", "Have another attempt made with edited controls") { prompt, without, guidance, strongly, seed, strength, camera };
        return Decision(console, command, (client, taken, parsed, minutes, ct) => client.EditReview(taken, new ControlEdits
        {
            Prompt = parsed.GetValue(prompt), NegativePrompt = parsed.GetValue(without), Guidance = parsed.GetValue(guidance), GuidanceStrength = parsed.GetValue(strongly), Seed = parsed.GetValue(seed),
            Motion = parsed.GetValue(strength) is null && parsed.GetValue(camera) is null ? null : new Motion { Strength = parsed.GetValue(strength), Camera = parsed.GetValue(camera) },
        }, minutes, ct));
    }

    private static Command Decision(IAnsiConsole console, Command command, Func<AtelierClient, LeasedReview, ParseResult, double?, CancellationToken, Task<Review>> decide)
    {
        var which = new Argument<string>("review") { Description = Which };
        var (minutes, options) = (new Option<double?>("--minutes") { Description = "Your time; by default since you took it" }, new ClientOptions());
        command.Arguments.Add(which);
        command.Options.Add(minutes);
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            var taken = (await client.TakeReview(await Find(client, parsed.GetValue(which)!, ct), ct: ct))!; // whoever has it in hand keeps the lease
            ReviewLines.Decided(console, await decide(client, taken, parsed, parsed.GetValue(minutes), ct));
        });
        return command;
    }

    private const string Which = "Its id or the first digits of it, or the deliverable's key";

    private static async Task<Guid> Find(AtelierClient client, string name, CancellationToken ct)
    {
        if (Guid.TryParse(name, out var id))
            return id;
        var found = (await client.Reviews(ct)).Where(review => review.Key == name || $"{review.Id}".StartsWith(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count == 1 ? found[0].Id : throw new InvalidOperationException($"{(found.Count == 0 ? "No open review" : "More than one open review")} is meant by \"{name}\": ./atelier review list");
    }

    private static async Task<IReadOnlyDictionary<int, string>> Fetch(AtelierClient client, Review review, string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var files = new Dictionary<int, string>();
        foreach (var attempt in review.Attempts.Where(attempt => attempt.Choice && attempt.OutputUrl is not null))
        {
            var file = Path.Combine(folder, $"{$"{review.Id}"[..8]}-{attempt.Ordinal}{MediaTypes.Extension(attempt.Output!.MediaType)}");
            await client.Download(attempt.OutputUrl!, file, ct);
            files[attempt.Ordinal] = file;
        }
        return files;
    }
}
