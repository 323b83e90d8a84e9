using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Tests.Support;
using Atelier.Generator.Vendors;
using Atelier.Platform.Catalog;
using Atelier.TestKit;

namespace Atelier.Generator.Tests;

/// <summary>catalog/schema is what editors complete documents by: it is made from the types that documents are read into. ATELIER_ACCEPT_SCHEMA=1 writes it.</summary>
public sealed class When_schemas_are_published
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (string Name, Type Document, string Files)[] Published =
    [
        ("vendor", typeof(VendorDocument), "vendors/*.yaml"),
        ("prices", typeof(PriceHistory), "prices.yaml"),
        ("routing", typeof(RoutingTable), "routing.yaml"),
        ("recipes", typeof(RecipeBook), "recipes.yaml"),
        ("formats", typeof(FormatBook), "formats.yaml"),
        ("tenants", typeof(TenantBook), "tenants.yaml"),
        ("priors", typeof(AcceptancePriors), "priors.yaml"),
    ];

    public static TheoryData<string> Names => [.. Published.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void they_are_those_of_the_types(string name)
    {
        var file = Path.Combine(TestPaths.Root, "catalog", "schema", $"{name}.schema.json");
        var text = Schema(name).ToJsonString(Written) + "\n";
        if (Environment.GetEnvironmentVariable("ATELIER_ACCEPT_SCHEMA") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        Assert.True(File.Exists(file) && File.ReadAllText(file) == text, $"{file} is stale: run this test with ATELIER_ACCEPT_SCHEMA=1, and commit what it writes.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void every_shipped_document_is_right_by_its_schema(string name)
    {
        var check = new SchemaCheck(Schema(name));
        foreach (var file in Documents(name)) Assert.True(check.Faults(CatalogLoader.Load<JsonNode>(file).Value) is [], $"{file}: {string.Join("; ", check.Faults(CatalogLoader.Load<JsonNode>(file).Value))}");
    }

    [Fact]
    public void every_vendor_document_tells_editors_its_schema() => Assert.All(Documents("vendor"), file =>
        Assert.Equal("# yaml-language-server: $schema=../schema/vendor.schema.json", File.ReadLines(file).First()));

    [Theory]
    [InlineData("vendor: x", "vendr: x", "$: vendr is not known")]
    [InlineData("vendor: x\n", "", "$: vendor is missing")]
    [InlineData("seed: absent", "seed: perhaps", "$.models.one.seed: \"perhaps\"")]
    [InlineData("timeout: 5s", "timeout: soon", "$.calls.go.timeout")]
    [InlineData("maxConcurrent: 4", "maxConcurrent: 0", "$.limits.maxConcurrent: less than 1")]
    [InlineData("maxConcurrent: 4", "maxConcurrent: 2.5", "$.limits.maxConcurrent: Number, not \"integer\"")]
    [InlineData("url: [/url]", "url: /url", "$.calls.go.output.url: String, not \"array\"")]
    public void a_wrong_one_is_wrong_by_it(string right, string wrong, string fault)
    {
        const string Right = """
            vendor: x
            baseUrl: https://api.example.com
            limits: { maxConcurrent: 4 }
            calls: { go: { path: /go, timeout: 5s, body: { prompt: "{prompt}" }, output: { url: [/url] } } }
            models: { one: { medium: image, seed: absent, sizes: {}, call: go } }
            """;
        var check = new SchemaCheck(Schema("vendor"));
        Assert.Empty(check.Faults(Read(Right)));
        Assert.Contains(right, Right);
        Assert.Contains(check.Faults(Read(Right.Replace(right, wrong))), found => found.StartsWith(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void they_say_what_fields_mean()
    {
        var vendor = Schema("vendor");
        Assert.Equal("catalog/vendors/*.yaml: everything about calling a vendor.", vendor["description"]!.GetValue<string>());
        Assert.StartsWith("Where the API is;", vendor["properties"]!["baseUrl"]!["description"]!.GetValue<string>());
        Assert.NotNull(vendor["$defs"]!["CallRule"]!["properties"]!["timeout"]!["description"]);
    }

    private static JsonNode Read(string yaml) => CatalogLoader.Parse<JsonNode>(System.Text.Encoding.UTF8.GetBytes(yaml), "x.yaml").Value;

    private static JsonObject Schema(string name) => CatalogSchema.Of(Published.Single(one => one.Name == name).Document, SourceWords.Of);

    private static IEnumerable<string> Documents(string name)
    {
        var pattern = Path.Combine(TestPaths.Root, "catalog", Published.Single(one => one.Name == name).Files);
        return Directory.EnumerateFiles(Path.GetDirectoryName(pattern)!, Path.GetFileName(pattern));
    }
}
