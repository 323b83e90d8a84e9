using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;
using Atelier.Router.Tables;
using Atelier.TestKit;

namespace Atelier.Router.Tests;

public sealed class When_two_tables_are_compared
{
    private static readonly string Text = File.ReadAllText(Path.Combine(TestPaths.Root, "catalog", "routing.yaml"));

    [Theory]
    [InlineData("cap: { draft: 2, delivery: 3 }", "cap: { draft: 2, delivery: 4 }", "tier speed (social-still, social-short): delivery cap 3 → 4")]
    [InlineData("      - { model: kiln/swift-xl }\n      - { model: lumen/mini }\n", "      - { model: lumen/mini }\n      - { model: kiln/swift-xl }\n", "tier speed (social-still, social-short): kiln/swift-xl moved behind lumen/mini")]
    [InlineData("      - { model: lumen/mini }\n", "", "tier speed (social-still, social-short): lumen/mini removed")]
    [InlineData("      - { model: lumen/mini }\n", "      - { model: lumen/mini }\n      - { model: lumen/cine }\n", "tier speed (social-still, social-short): lumen/cine added behind lumen/mini")]
    [InlineData("      - { model: kiln/swift-xl }\n", "      - { model: lumen/cine }\n      - { model: kiln/swift-xl }\n", "tier speed (social-still, social-short): lumen/cine added at the front")]
    [InlineData("fallback: { tier: budget, attempts: 1 }", "fallback: { tier: cinematic, attempts: 2 }", "tier speed (social-still, social-short): fallback budget → cinematic; fallback attempts 1 → 2")]
    [InlineData("    fallback: { tier: budget, attempts: 1 }\n", "", "tier speed (social-still, social-short): fallback removed (was budget); fallback attempts removed (was 1)")]
    [InlineData("timedOut: next, outputLost: retry, vendorError: retry, refused: next, saturated: next, invalidRequest: next, submissionUnknown: next }\n    fallback: { tier: budget", "outputLost: retry, vendorError: next }\n    fallback: { tier: budget", "tier speed (social-still, social-short): on vendorError retry → next")]
    [InlineData("switch: { afterRejections: 1 }", "switch: { afterRejections: 2 }", "tier speed (social-still, social-short): rejections before a switch 1 → 2")]
    [InlineData("onReasons: { colourDrift: 1 }", "onReasons: { colourDrift: 2, blurred: 1 }", "tier character (character-still, character-motion): colourDrift rejections before a switch 1 → 2; blurred rejections before a switch set to 1")]
    [InlineData("acceptance: { floor: 0.5, recover: 0.7,", "acceptance: { floor: 0.4, recover: 0.7,", "tier character (character-still, character-motion): acceptance floor 0.5 → 0.4")]
    [InlineData("p95: 2m,", "p95: 100s,", "tier character (character-still, character-motion): latency p95 00:02:00 → 00:01:40")]
    [InlineData("maxPrice: 1.50", "maxPrice: 2", "tier character (character-still, character-motion): highest price 1.50 → 2")]
    [InlineData("refused: { tier: speed, attempts: 2 }", "refused: { tier: budget, attempts: 1 }", "tier character (character-still, character-motion): fallback on refused speed → budget; fallback attempts on refused 2 → 1")]
    [InlineData("saturation: { wait: 45s }", "saturation: { wait: 30s }", "tier character (character-still, character-motion): wait at a vendor without room 00:00:45 → 00:00:30")]
    [InlineData("deadline: 90s", "deadline: 2m", "tier speed (social-still, social-short): deadline 00:01:30 → 00:02:00")]
    [InlineData("concurrency: 24", "concurrency: 12", "tier speed (social-still, social-short): attempts at once 24 → 12")]
    [InlineData("    concurrency: 24\n", "", "tier speed (social-still, social-short): attempts at once removed (was 24)")]
    [InlineData("hero-film:        { tier: cinematic, draft: speed", "hero-film:        { tier: character, draft: speed", "hero-film: tier cinematic → character")]
    [InlineData("  hero-film:        { tier: cinematic, draft: speed, about: Opening films and page heroes that move }\n", "", "hero-film: category removed")]
    [InlineData("about: Opening films and page heroes that move }", "review: { when: [accepted, cap], fourEyes: true, share: 0.25, grants: 2, deadline: 8h, onDeadline: gate } }", "hero-film: review: nobody is asked → two persons look at 25 % of what the gate accepted, before it is refined and what was made when nothing more may be tried, deliveries; 2 attempts may be granted; undecided after 08:00:00 the gate's word stands")]
    [InlineData("{ tier: cinematic, draft: speed, about", "{ tier: cinematic, about", "hero-film: drafts: tier speed → cinematic")]
    [InlineData("note: The first table.", "note: The second table.", null)]
    [InlineData("about: Cents count.", "about: Cents still count.", null)]
    public void what_they_do_differently_is_told_in_words(string right, string other, string? line)
    {
        Assert.Contains(right, Text);
        var changes = TableDiff.Of(Parse(Text), Parse(Text.Replace(right, other, StringComparison.Ordinal)));
        Assert.Equal(line is null ? [] : [line], TableDiff.Lines(changes));
    }

    [Fact]
    public void a_new_tier_and_its_category_are_told()
    {
        var tier = Text[Text.IndexOf("  budget:", StringComparison.Ordinal)..Text.IndexOf("  character:\n", StringComparison.Ordinal)].Replace("budget:", "print:", StringComparison.Ordinal);
        var other = Text.Replace("categories:\n", "categories:\n  poster: { tier: print }\n", StringComparison.Ordinal) + "\n" + tier;
        Assert.Equal(
        [
            "poster: new category, goes to print",
            "tier print (poster): new tier with kiln/swift-lite, meridian/pocket-sd, kiln/drift-t2v, kiln/drift-i2v",
        ], TableDiff.Lines(TableDiff.Of(Parse(Text), Parse(other))));
        Assert.Equal(["poster: category removed", "tier print (poster): tier removed"], TableDiff.Lines(TableDiff.Of(Parse(other), Parse(Text))));
    }

    [Theory]
    [InlineData("a b c d", "a c d b", "b moved behind d")]
    [InlineData("a b c d", "d a b c", "d moved to the front")]
    [InlineData("a b c d", "b a d c", "a moved behind b; c moved behind d")]
    [InlineData("a b c", "c x a", "b removed; x added behind c; a moved behind x")]
    [InlineData("a b", "c d", "a removed; b removed; c added at the front; d added behind c")]
    [InlineData("a b c", "a b c", "")]
    public void candidates_move_as_few_times_as_there_can_be(string before, string after, string told) =>
        Assert.Equal(told, string.Join("; ", CandidateDiff.Of("", Tier(before), Tier(after)).Select(change => change.Text)));

    private static Tier Tier(string models) => Support.Sample.Policy.Table.Tiers["best"] with { Candidates = [.. models.Split(' ').Select(model => new Candidate { Model = model })] };

    private static RoutingTable Parse(string text) => CatalogLoader.Parse<RoutingTable>(System.Text.Encoding.UTF8.GetBytes(text), "table").Value;
}
