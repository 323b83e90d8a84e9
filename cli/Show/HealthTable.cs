using System.Globalization;
using Atelier.Cli.Client;
using Atelier.Contracts;
using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>How the models do, a row a model and measure.</summary>
internal static class HealthTable
{
    public static void Show(IAnsiConsole console, IReadOnlyList<ModelHealthView> models)
    {
        if (models.Count == 0)
        {
            console.WriteLine("No rule of the routing table has looked at any model yet.");
            return;
        }
        var table = new Table().Border(TableBorder.None).AddColumns("Category", "Model", "By", "Stands", "Measured", "Of", "Out at", "Back at", "Since (UTC)");
        foreach (var model in models)
            table.AddRow(model.Category, model.Model, model.Criterion, Words(model), Figure(model, model.Measured), $"{model.Sample}", Figure(model, model.Limit), Figure(model, model.Recover), Time(model.Since));
        console.Write(table);
    }

    private static string Words(ModelHealthView model) => model.State switch
    {
        CircuitState.Open => $"passed over until {Time(model.ProbedFrom!.Value)}",
        CircuitState.HalfOpen => "being probed",
        _ => "has its turn",
    };

    private static string Figure(ModelHealthView model, double? figure) => figure is not { } known ? "" : known.ToString(model.Criterion == "latency" ? "0.# s" : "0.00", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
