using System.CommandLine;
using Atelier.Platform.Catalog;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>lint FILE</c> of any kind of document: everything wrong with it, with line and column; 1 when there is something.</summary>
internal static class LintCommand
{
    public static Command Create(
        IAnsiConsole console, string description, Argument<string> file, Option<string> catalog, Func<string, CatalogFolder, IReadOnlyList<CatalogException>> lint)
    {
        var command = new Command("lint", description) { file, catalog };
        command.SetAction(parsed =>
        {
            var findings = lint(parsed.GetValue(file)!, new CatalogFolder(parsed.GetValue(catalog)!));
            foreach (var finding in findings)
                console.WriteLine(finding.Message);
            if (findings.Count == 0)
                console.WriteLine($"{parsed.GetValue(file)}: nothing is wrong with it");
            return findings.Count == 0 ? 0 : 1;
        });
        return command;
    }
}
