using System.Text.Json;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;
using Atelier.Router.Explain;
using Atelier.Router.Health;
using Atelier.Router.Policy;
using Atelier.Router.Tables;

namespace Atelier.Router;

/// <summary>What can be said of routing tables without a line that is up: from files, and the catalog's folder.</summary>
public static class OfflineRouting
{
    /// <summary>Everything wrong with a table, each with its line and column; nothing for one that may be activated.</summary>
    /// <param name="path">The table.</param>
    /// <param name="catalog">Where the models and recipes are that it names.</param>
    /// <exception cref="CatalogException">The catalog itself cannot be used, or there is no such file.</exception>
    public static IReadOnlyList<CatalogException> Lint(string path, CatalogFolder catalog) =>
        RoutingLint.Read(Text(path), path, PolicyLoader.LoadCapabilities(catalog)).Findings;

    /// <summary>What differs between two tables, a line a subject; nothing when both do the same.</summary>
    /// <exception cref="CatalogException">One of them cannot be read.</exception>
    public static IReadOnlyList<string> Diff(string from, string to) =>
        [.. TableDiff.Lines(TableDiff.Of(CatalogLoader.Load<RoutingTable>(from).Value, CatalogLoader.Load<RoutingTable>(to).Value))];

    /// <summary>What would become of a request by a table that is not published yet, as <c>POST /v1/routing/explain</c> answers it.</summary>
    /// <param name="request">The body of that request.</param>
    /// <param name="catalog">The catalog's folder.</param>
    /// <param name="table">The table's file; null for the catalog's own.</param>
    /// <param name="problems">What is wrong with the request; then there is no answer.</param>
    /// <exception cref="CatalogException">The catalog or the table cannot be used.</exception>
    public static JsonNode? Explain(JsonNode request, CatalogFolder catalog, string? table, out IReadOnlyList<RequestProblem> problems)
    {
        var capabilities = PolicyLoader.LoadCapabilities(catalog);
        var used = PolicyLoader.LoadTable(table ?? catalog.File(PolicyLoader.TableFile), capabilities);
        var formats = CatalogLoader.Load<FormatBook>(catalog.File("formats.yaml")).Value;
        var found = new List<RequestProblem>();
        problems = found;
        var spec = ExplainRequest.Read(request, found) is { } read ? new SpecReader(used.Table, formats).Read(read, found) : null;
        return spec is null ? null
            : JsonSerializer.SerializeToNode(Explainer.Of(spec, new RoutingPolicy { Table = used.Table, TableHash = used.Hash, Catalog = capabilities, Pricing = Pricing.Load(catalog) }, HealthView.None), AtelierJson.Options);
    }

    private static string Text(string path)
    {
        CatalogLoader.Load<JsonNode>(path); // a file that is not there, or is no YAML, is told as for any document
        return File.ReadAllText(path);
    }
}
