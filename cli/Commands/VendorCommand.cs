using System.CommandLine;
using Atelier.Cli.Show;
using Atelier.Generator.Checking;
using Atelier.Generator.Listing;
using Atelier.Platform.Catalog;
using Microsoft.Extensions.Configuration;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier vendor …</c>: vendor documents, tried without paying, and what a line has of them.</summary>
internal static class VendorCommand
{
    private const int NotConfirmed = 2;

    public static Command Create(IAnsiConsole console) => new("vendor", "Try vendor documents, and list vendors and models") { Check(console), List(console) };

    private static Command Check(IAnsiConsole console)
    {
        var file = new Argument<string>("file") { Description = "A vendor document, as catalog/vendors/NAME.yaml" };
        var model = new Option<string?>("--model") { Description = "One of its models alone" };
        var live = new Option<bool>("--live") { Description = "Ask the real vendor once, for the cheapest there is; costs money, and wants the vendor's key" };
        var baseUrl = new Option<string?>("--base-url") { Description = "Ask a server of your own once, in the place of the document's base URL" };
        var (yes, output) = (new Option<bool>("--yes") { Description = "Yes, spend it" }, new Option<string?>("--output") { Description = "Where the output of --live or --base-url is written to" });
        var (requests, catalog) = (new Option<bool>("--requests") { Description = "Show what each model is asked, whole" }, Catalog());
        var command = new Command("check", "Run the generator against a mock that is made from a document: everything that may happen at a vendor; or once against a real one") { file, model, live, baseUrl, yes, output, requests, catalog };
        command.SetAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(live) || parsed.GetValue(baseUrl) is not null)
            {
                var asked = LiveCheck.Of(parsed.GetValue(file)!, parsed.GetValue(catalog)!, parsed.GetValue(model), Address(parsed.GetValue(baseUrl)), new ConfigurationBuilder().AddEnvironmentVariables().Build());
                return await Ask(console, asked, confirmed: parsed.GetValue(yes) || !parsed.GetValue(live), parsed.GetValue(output), ct);
            }

            var report = await VendorCheck.Run(parsed.GetValue(file)!, parsed.GetValue(catalog)!, parsed.GetValue(model), ct);
            CheckLines.Show(console, report, parsed.GetValue(requests));
            return report.Passed ? 0 : 1;
        });
        return command;
    }

    private static Command List(IAnsiConsole console)
    {
        var (offline, catalog, options) = (new Option<bool>("--offline") { Description = "By the catalog's documents and this environment, without a line" }, Catalog(), new ClientOptions());
        var command = new Command("list", "List vendors and models: what they take and cost, whether their keys are there, and how they do at a line that is up") { offline, catalog };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(offline) || !options.KnowsLine(parsed))
            {
                VendorTable.Show(console, VendorListing.Of(new CatalogFolder(parsed.GetValue(catalog)!), new ConfigurationBuilder().AddEnvironmentVariables().Build(), TimeProvider.System.GetUtcNow()), null);
                return;
            }

            using var client = options.Open(parsed);
            VendorTable.Show(console, await client.Vendors(ct), await client.RoutingHealth(ct));
        });
        return command;
    }

    private static Uri? Address(string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? new Uri(text)
        : throw new InvalidOperationException($"--base-url {text} is no address: give one such as http://127.0.0.1:8188.");

    private static Option<string> Catalog() => new("--catalog") { Description = "The catalog's folder", DefaultValueFactory = _ => Home.Find("catalog") };

    private static async Task<int> Ask(IAnsiConsole console, LiveCheck check, bool confirmed, string? output, CancellationToken ct)
    {
        if (check.Missing is { } missing)
        {
            console.WriteLine($"{check.Model} cannot be asked: {missing}. Set it in the environment, or name a file that holds it in a variable of that name with _FILE added.");
            return 1;
        }

        console.WriteLine($"{check.Model} at {check.Address} is asked once, for {check.Asks}. By the price book this costs {check.Price}.{(check.HasOwnKey ? "" : " No key is set: it is shown a made-up one.")}");
        if (!confirmed)
        {
            console.WriteLine("Nothing was sent. To send it, add --yes.");
            return NotConfirmed;
        }

        var result = await check.Ask(output, ct);
        console.WriteLine($"{(result.Passed ? "An output came" : "No output came")} after {result.Took.TotalSeconds:0.0} s: {result.Words}. Cost by the price book: {result.Cost}.");
        return result.Passed ? 0 : 1;
    }
}
