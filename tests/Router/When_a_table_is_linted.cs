using Atelier.Platform.Catalog;
using Atelier.Router.Policy;
using Atelier.Router.Tables;
using Atelier.TestKit;

namespace Atelier.Router.Tests;

public sealed class When_a_table_is_linted
{
    private static readonly CatalogFolder Catalog = new(Path.Combine(TestPaths.Root, "catalog"));
    private static readonly string Text = File.ReadAllText(Catalog.File("routing.yaml"));

    [Fact]
    public void everything_wrong_is_told_at_once_with_its_line()
    {
        var findings = Lint(Text
            .Replace("{ model: lumen/cine }", "{ model: lumen/cina }", StringComparison.Ordinal)
            .Replace("deadline: 90s", "deadline: 0s", StringComparison.Ordinal)
            .Replace("tier: budget, about: Product", "tier: bugdet, about: Product", StringComparison.Ordinal));
        Assert.Equal(["categories.catalogue-still.tier", "tiers.cinematic.candidates[1].model", "tiers.speed.deadline"], findings.Select(finding => finding.Field));
        Assert.Equal(LinesOf("catalogue-still:", "{ model: lumen/cine }", "deadline: 90s"), findings.Select(finding => finding.Line));
        Assert.Equal("\"lumen/cina\"", findings[1].Found);
        Assert.Contains("\"lumen/cine\" (did you mean that?)", findings[1].Expected);
    }

    [Theory]
    [InlineData("      - { model: lumen/mini }\n", "      - { model: kiln/swift-xl }\n", "tiers.speed.candidates[1].model", "further up")]
    [InlineData("fallback: { tier: budget, attempts: 1 }", "fallback: { tier: budget, attempts: 0 }", "tiers.speed.fallback.attempts", "at least 1")]
    [InlineData("fallback: { tier: budget, attempts: 1 }", "fallback: { tier: buget, attempts: 1 }", "tiers.speed.fallback.tier", "budget")]
    [InlineData("image: { draft: draft-image, delivery: master-image }", "image: { draft: draft-image }", "tiers.cinematic.recipes.image.delivery", "master-image")]
    [InlineData("switch: { afterRejections: 1 }", "switch: { afterRejections: 0 }", "tiers.speed.switch.afterRejections", "at least 1")]
    [InlineData("    deadline: 90s\n", "", "tiers.speed.deadline", "required")]
    [InlineData("concurrency: 24", "concurrency: 0", "tiers.speed.concurrency", "at least 1")]
    [InlineData("name: house", "nam: house", "nam", "name")]
    [InlineData("name: house", "name: [house", "", "a YAML document")]
    public void each_mistake_has_its_field_and_what_was_expected(string right, string wrong, string field, string expected)
    {
        Assert.Contains(right, Text);
        var finding = Lint(Text.Replace(right, wrong, StringComparison.Ordinal))[0];
        Assert.Equal(field, finding.Field);
        Assert.Contains(expected, finding.Expected);
        Assert.True(finding is { Line: > 0, Column: > 0 });
    }

    [Fact]
    public void one_that_is_nested_without_end_is_refused() => Assert.Contains("levels", Assert.Single(Lint(new string('[', 200_000))).Expected);

    private static IReadOnlyList<Finding> Lint(string text) => [.. RoutingLint.Read(text, "table", PolicyLoader.LoadCapabilities(Catalog)).Findings.Select(Finding.Of)];

    private static IEnumerable<int> LinesOf(params string[] words) => words.Select(word => Text[..Text.IndexOf(word, StringComparison.Ordinal)].Count(c => c == '\n') + 1);
}
