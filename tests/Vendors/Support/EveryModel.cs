using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Vendors;
using Atelier.Platform.Catalog;

namespace Atelier.Vendors.Tests.Support;

/// <summary>Everything that a document says its models take, asked of the vendor: a card that promises too much is found out by the vendor's own error.</summary>
internal static class EveryModel
{
    public static VendorDocument Document(string file) => CatalogLoader.Load<VendorDocument>(Path.Combine(AppContext.BaseDirectory, "catalog", "vendors", file)).Value;

    /// <summary>Each model as vendor/model with each of its sizes and, for clips, its shortest and longest running time.</summary>
    public static TheoryData<string, string, double> Of(string file)
    {
        var rows = new TheoryData<string, string, double>();
        var document = Document(file);
        foreach (var (name, model) in document.Models)
        {
            foreach (var size in model.Card.Sizes.Only ?? Bounds(model.Card.Sizes)) rows.Add($"{document.Vendor}/{name}", size, Seconds(model.Card).First());
            foreach (var seconds in Seconds(model.Card).Skip(1)) rows.Add($"{document.Vendor}/{name}", (model.Card.Sizes.Only ?? Bounds(model.Card.Sizes))[0], seconds);
        }

        return rows;
    }

    /// <summary>Runs it with everything that its card says it takes.</summary>
    public static async Task Ask<TApi>(VendorLine<TApi> line, string model, string size, double seconds) where TApi : JobApi, new()
    {
        var card = Document(new TApi().Document).Models[model[(model.IndexOf('/') + 1)..]].Card;
        var references = new List<Reference>();
        if (card.FirstFrame != InputRule.Unsupported) references.Add(await line.Picture("firstFrame"));
        for (var i = 0; i < card.References; i++) references.Add(await line.Picture("subject"));
        line.Begin();
        line.Api.Pending = 0;
        var edges = size.Split('x').Select(int.Parse).ToArray();
        var ran = await line.Run(model, it => it.Parameters = it.Parameters with
        {
            Medium = card.Medium, Width = edges[0], Height = edges[1], Duration = card.Medium == Medium.Video ? TimeSpan.FromSeconds(seconds) : null,
            Seed = card.Seed == SeedSupport.Absent ? null : 7, Guidance = card.Guidance is { } range ? (range.Min + range.Max) / 2 : null,
            NegativePrompt = card.NegativePrompt ? "text" : null, References = references,
        });
        Assert.True(line.Api.Objections.Count == 0, $"the vendor would not take it: {string.Join("; ", line.Api.Objections)}");
        Assert.True(ran.Completed is not null, $"{ran}");
        var sent = Assert.Single(line.Server.Of(Op.Submit)).Text;
        Assert.Equal(card.Seed != SeedSupport.Absent, sent.Contains("\"seed\":7", StringComparison.Ordinal));
        Assert.Equal(references.Count, sent.Split(Given.PngBase64[..40]).Length - 1);
    }

    private static List<string> Bounds(SizeRule sizes)
    {
        var (least, most) = (Up(Math.Max(sizes.MinEdge, 512), sizes.MultipleOf), Math.Min(sizes.MaxEdge, 1408) / sizes.MultipleOf * sizes.MultipleOf);
        least = Math.Max(least, Up(sizes.MinEdge, sizes.MultipleOf));
        return [$"{least}x{least}", $"{Math.Max(most, least)}x{least}"];
    }

    private static int Up(int edge, int multiple) => (edge + multiple - 1) / multiple * multiple;

    private static IEnumerable<double> Seconds(ModelCard card) => card.Durations switch
    {
        null => [0],
        { Only: { } only } => only,
        { } range => [range.Min, range.Max],
    };
}
