using Atelier.Cli.Client;
using Atelier.Contracts;
using Atelier.Generator.Listing;
using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>Vendors and their models, a row a model.</summary>
internal static class VendorTable
{
    /// <param name="console">Where to.</param>
    /// <param name="vendors">What is listed.</param>
    /// <param name="health">How models do at the line; null where there is none to ask.</param>
    public static void Show(IAnsiConsole console, IReadOnlyList<VendorView> vendors, IReadOnlyList<ModelHealthView>? health)
    {
        var table = new Table().Border(TableBorder.None).AddColumns("Model", "Key", "Tiers", "Makes and takes", "Costs at most", "At once");
        if (health is not null)
            table.AddColumns("Under way", "Stands");
        foreach (var vendor in vendors)
        {
            foreach (var model in vendor.Models)
            {
                List<string> cells = [model.Model, vendor.Missing is null ? "there" : "missing", Tiers(model), string.Join(", ", model.Takes), Cost(model), $"{vendor.MaxConcurrent}"];
                if (health is not null)
                    cells.AddRange([UnderWay(model), Stands(health.Where(one => one.Model == model.Model))]);
                table.AddRow([.. cells.Select(cell => cell.EscapeMarkup())]);
            }
        }
        console.Write(table);
        foreach (var vendor in vendors.Where(vendor => vendor.Missing is not null))
            console.WriteLine($"{vendor.Vendor} cannot be called: {vendor.Missing}.");
        var models = vendors.SelectMany(vendor => vendor.Models).ToList();
        console.WriteLine($"{models.Count} models of {vendors.Count} vendors, {models.Count(model => model.CostMicros is null)} unpriced{(health is null ? "; no line is up to ask how they do" : "")}.");
    }

    /// <summary>Those of the routing table; else, in brackets, what its document suggests.</summary>
    private static string Tiers(VendorModelView model) => model.Tiers.Count > 0 ? string.Join(", ", model.Tiers) : model.Suggested.Count > 0 ? $"({string.Join(", ", model.Suggested)})" : "";

    private static string Cost(VendorModelView model) => model.CostMicros is { } micros ? $"{Money.Of(micros)} for {model.CostOf}" : $"unpriced: {model.CostOf}";

    private static string UnderWay(VendorModelView model) => string.Join(", ", (model.UnderWay ?? new Dictionary<string, int>()).Select(state => $"{state.Value} {state.Key}"));

    private static string Stands(IEnumerable<ModelHealthView> health) => string.Join("; ", health.Where(one => one.State != CircuitState.Closed)
        .Select(one => $"{(one.State == CircuitState.Open ? "passed over" : "being probed")} in {one.Category} by {one.Criterion}").DefaultIfEmpty("has its turn"));
}
