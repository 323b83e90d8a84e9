using System.CommandLine;
using Atelier.Cli.Client;
using Atelier.Intake;
using Atelier.Platform.Catalog;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier template …</c>: prompt templates as files, and their versions at a line that is up.</summary>
internal static class TemplateCommand
{
    public static Command Create(IAnsiConsole console) => new("template", "Check, try and publish prompt templates") { Lint(console), Preview(console), Publish(console) };

    private static Command Lint(IAnsiConsole console) =>
        LintCommand.Create(console, "Tell everything wrong with a template or partial, with line and column", File(), Catalog(), OfflineTemplates.Lint);

    private static Command Preview(IAnsiConsole console)
    {
        var (file, catalog) = (File(), Catalog());
        var variables = new Option<string[]>("--var") { Description = "A variable, as product='a tin cup'; once for each" };
        var command = new Command("preview", "Tell what a template makes of variables") { file, variables, catalog };
        command.SetAction(parsed =>
        {
            var preview = OfflineTemplates.Preview(parsed.GetValue(file)!, new CatalogFolder(parsed.GetValue(catalog)!), Values(parsed.GetValue(variables) ?? []), out var problems);
            foreach (var problem in problems)
                console.WriteLine($"{problem.Field}: found {problem.Found}; {problem.Remedy}");
            if (preview is null)
                return 1;
            console.WriteLine($"{preview.Template} ({preview.Hash[..12]})");
            console.WriteLine(preview.Prompt);
            if (preview.NegativePrompt is { } negative)
                console.WriteLine($"without: {negative}");
            return 0;
        });
        return command;
    }

    private static Command Publish(IAnsiConsole console)
    {
        var (file, options) = (File(), new ClientOptions());
        var command = new Command("publish", "Publish a version of a template or partial; it never changes afterwards") { file };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            var path = parsed.GetValue(file)!;
            using var client = options.Open(parsed);
            var published = await client.PublishTemplate(path, await System.IO.File.ReadAllTextAsync(path, ct), ct);
            console.WriteLine($"{published.Name}@{published.Version} ({published.Hash[..12]}) is published.");
        });
        return command;
    }

    private static Dictionary<string, string> Values(string[] variables) => variables
        .Select(variable => variable.Split('=', 2) is [var name, var value] ? (Name: name, Value: value) : throw new InvalidOperationException($"--var {variable}: give name=value."))
        .ToDictionary(pair => pair.Name, pair => pair.Value);

    private static Argument<string> File() => new("file") { Description = "A template, as catalog/templates/spring-hero.v1.yaml" };

    private static Option<string> Catalog() => new("--catalog") { Description = "The catalog's folder, for its partials", DefaultValueFactory = _ => Home.Find("catalog") };
}
