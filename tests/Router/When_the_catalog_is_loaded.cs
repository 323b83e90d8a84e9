using Atelier.Platform.Catalog;
using Atelier.Router.Policy;
using Atelier.TestKit;

namespace Atelier.Router.Tests;

public sealed class When_the_catalog_is_loaded : IDisposable
{
    private readonly TempFolder _folder = new();

    public When_the_catalog_is_loaded()
    {
        var source = Path.Combine(TestPaths.Root, "catalog");
        foreach (var file in Directory.GetFiles(source, "*.yaml", SearchOption.AllDirectories))
        {
            var target = _folder.File(Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void the_one_that_is_shipped_is_right() => Assert.NotEmpty(Load().Table.Tiers);

    [Theory]
    [InlineData("tier: cinematic, about: The one", "tier: cinematicc, about: The one", "categories.hero-still.tier", "cinematic")]
    [InlineData("{ model: lumen/cine }", "{ model: lumen/cina }", "tiers.cinematic.candidates[1].model", "lumen/cine")]
    [InlineData("cap: { draft: 2, delivery: 4 }", "cap: { draft: 0, delivery: 4 }", "tiers.cinematic.cap.draft", "at least 1")]
    [InlineData("fallback: { tier: speed, attempts: 2 }", "fallback: { tier: cinematic, attempts: 2 }", "tiers.cinematic.fallback.tier", "another tier")]
    [InlineData("image: { draft: draft-image, delivery: master-image }", "image: { draft: draft-clip, delivery: master-image }", "tiers.cinematic.recipes.image.draft", "draft-image")]
    [InlineData("about: The one picture a campaign is remembered by }", "review: { when: [] } }", "categories.hero-still.review.when", "accepted, cap")]
    [InlineData("about: The one picture a campaign is remembered by }", "review: { when: [cap], share: 1.5 } }", "categories.hero-still.review.share", "up to 1")]
    [InlineData("about: The one picture a campaign is remembered by }", "review: { when: [cap], grants: 21 } }", "categories.hero-still.review.grants", "0 to 20")]
    [InlineData("about: The one picture a campaign is remembered by }", "review: { when: [cap], deadline: 0s } }", "categories.hero-still.review.deadline", "above zero")]
    [InlineData("about: The one picture a campaign is remembered by }", "review: { when: [accepted], onDeadline: gate } }", "categories.hero-still.review.onDeadline", "a deadline beside it")]
    [InlineData("about: The one picture a campaign is remembered by }", "review: { when: [acepted] } }", "categories.hero-still.review.when[0]", "accepted")]
    [InlineData("refused: next", "refused: retry", "tiers.cinematic.onFailure.refused", "never asked again")]
    public void a_mistake_is_told_with_its_line_and_what_was_expected(string right, string wrong, string field, string expected)
    {
        var file = _folder.File("routing.yaml");
        var text = File.ReadAllText(file);
        var place = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(place >= 0, $"routing.yaml has no '{right}'");
        File.WriteAllText(file, text.Remove(place, right.Length).Insert(place, wrong));
        var line = text[..place].Count(c => c == '\n') + 1;
        var error = Assert.Throws<CatalogException>(Load);
        Assert.Equal(line, error.Line);
        Assert.Contains(field, error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData("default: { weight: 0 }", "default.weight")]
    [InlineData("tenants:\n  acme: { weight: 1001 }", "tenants.acme.weight")]
    [InlineData("tenants:\n  acme: { wieght: 2 }", "wieght")]
    public void a_weight_that_is_none_is_told_with_its_line(string text, string field)
    {
        File.WriteAllText(_folder.File("tenants.yaml"), text);
        var error = Assert.Throws<CatalogException>(() => TenantLoader.Load(new CatalogFolder(_folder.Path)));
        Assert.Contains(field, error.Message);
        Assert.True(error.Line > 0);
    }

    [Fact]
    public void a_tenant_that_is_not_named_weighs_as_the_default_says()
    {
        File.WriteAllText(_folder.File("tenants.yaml"), "default: { weight: 2 }\ntenants:\n  acme: { weight: 5 }");
        var book = TenantLoader.Load(new CatalogFolder(_folder.Path));
        Assert.Equal((5, 2), (book.Weight("acme"), book.Weight("other")));
        File.Delete(_folder.File("tenants.yaml"));
        Assert.Equal(1, TenantLoader.Load(new CatalogFolder(_folder.Path)).Weight("acme"));
    }

    private CatalogTable Load()
    {
        var catalog = new CatalogFolder(_folder.Path);
        return PolicyLoader.LoadTable(catalog.File(PolicyLoader.TableFile), PolicyLoader.LoadCapabilities(catalog));
    }
}
