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
    [InlineData("draft: speed, about", "draft: sped, about", "categories.hero-film.draft", "speed")]
    [InlineData("cap: { draft: 2, delivery: 3 }", "cap: { draft: 2, delivery: 3, regeneration: -1 }", "tiers.speed.cap.regeneration", "0 for never")]
    [InlineData("categories:\n", "deliverableCap: { draft: 0, delivery: 9 }\ncategories:\n", "deliverableCap.draft", "at least 1")]
    [InlineData("fallback: { tier: budget, attempts: 1 }", "fallback: { tier: budget, attempts: 0 }", "tiers.speed.fallback.attempts", "at least 1")]
    [InlineData("fallback: { tier: budget, attempts: 1 }", "fallback: { tier: buget, attempts: 1 }", "tiers.speed.fallback.tier", "budget")]
    [InlineData("image: { draft: draft-image, delivery: master-image }", "image: { draft: draft-image }", "tiers.cinematic.recipes.image.delivery", "master-image")]
    [InlineData("switch: { afterRejections: 1 }", "switch: { afterRejections: 0 }", "tiers.speed.switch.afterRejections", "at least 1")]
    [InlineData("onReasons: { colourDrift: 1 }", "onReasons: { colourDrift: 3 }", "tiers.character.switch.onReasons.colourDrift", "from 1 to 2")]
    [InlineData("onReasons: { colourDrift: 1 }", "onReasons: { colorDrift: 1 }", "tiers.character.switch.onReasons.colorDrift", "colourDrift")]
    [InlineData("acceptance: { floor: 0.5,", "acceptance: { floor: 50,", "tiers.character.switch.acceptance.floor", "below 1")]
    [InlineData("acceptance: { floor: 0.5, recover: 0.7,", "acceptance: { floor: 0.5, recover: 0.5,", "tiers.character.switch.acceptance.recover", "above the floor of 0.5")]
    [InlineData("recover: 0.7, window: 40,", "recover: 0.7, window: 10,", "tiers.character.switch.acceptance.window", "minimum (20)")]
    [InlineData("probeShare: 0.1, probes: 5 }\n      latency", "probeShare: 0, probes: 5 }\n      latency", "tiers.character.switch.acceptance.probeShare", "no model comes back")]
    [InlineData("p95: 2m,", "p95: 3m,", "tiers.character.switch.latency.p95", "below the tier's deadline")]
    [InlineData("p95: 2m, recover: 90s,", "p95: 2m, recover: 150s,", "tiers.character.switch.latency.recover", "no longer than p95")]
    [InlineData("maxPrice: 1.50", "maxPrice: 0", "tiers.character.switch.maxPrice", "above 0")]
    [InlineData("refused: { tier: speed, attempts: 2 }", "refused: { tier: character, attempts: 2 }", "tiers.character.fallbacks.refused.tier", "another tier")]
    [InlineData("refused: { tier: speed, attempts: 2 }", "refused: { tier: speed, attempts: 0 }", "tiers.character.fallbacks.refused.attempts", "at least 1")]
    [InlineData("saturation: { wait: 45s }", "saturation: { wait: 3m }", "tiers.character.saturation.wait", "below the tier's deadline")]
    [InlineData("refused: fallback,", "refused: retry,", "tiers.character.onFailure.refused", "never asked again")]
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
