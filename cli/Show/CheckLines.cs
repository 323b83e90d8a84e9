using Atelier.Generator.Checking;
using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>What a check of a vendor document found, a row a case.</summary>
internal static class CheckLines
{
    public static void Show(IAnsiConsole console, CheckReport report, bool requests)
    {
        if (requests) Requests(console, report);
        var table = new Table().Border(TableBorder.None).AddColumns("", "Of", "When", "Asked", "Expected", "Found");
        foreach (var line in report.Lines)
            table.AddRow(Mark(line), line.Subject.EscapeMarkup(), line.Case.EscapeMarkup(), line.Asked.EscapeMarkup(), line.Expected.EscapeMarkup(), (line.Found ?? "as expected").EscapeMarkup());
        console.Write(table);
        foreach (var line in report.Lines.Where(line => line.Found is not null))
            console.WriteLine($"{(line.IsNote ? "Note" : "Wrong")}: {line.Subject}, {line.Case}: {line.Found}. Remedy: {line.Remedy}.");
        var (wrong, notes) = (report.Lines.Count(line => !line.Passed), report.Lines.Count(line => line.IsNote && line.Found is not null));
        console.WriteLine($"{report.Vendor}: {report.Lines.Count} cases, {(wrong == 0 ? "all as expected" : $"{wrong} not as expected")}{(notes == 0 ? "" : $", {notes} to look at")}.");
    }

    private static string Mark(CheckLine line) => line.Found is null ? "ok" : line.IsNote ? "note" : "[red]no[/]";

    private static void Requests(IAnsiConsole console, CheckReport report)
    {
        foreach (var request in report.Requests)
        {
            console.WriteLine($"{request.Model}: {request.Line}");
            foreach (var header in request.Headers)
                console.WriteLine($"  {header}");
            console.WriteLine(request.Body);
        }
    }
}
