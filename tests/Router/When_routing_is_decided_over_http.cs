using System.Net;
using System.Text.Json.Nodes;
using Atelier.Router.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Router.Tests;

/// <summary>What operators and others are answered.</summary>
public sealed class When_routing_is_decided_over_http : IAsyncLifetime
{
    private static readonly string CatalogText = RoutingVersionClaims.CatalogText;

    private readonly TempFolder _folder = new();
    private RouterHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        RouterHost.Catalog(_folder);
        _host = await Pod();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task a_scheduled_version_waits_for_its_time()
    {
        await _host.Publish(Changed("delivery: 6"));
        var at = TimeProvider.System.GetUtcNow().AddHours(1);
        var (_, routing) = await _host.Activate(new { version = 2, at });
        Assert.Equal((1, 2), ((int)routing["active"]!["number"]!, (int)Assert.Single(routing["scheduled"]!.AsArray())!["number"]!));
        Assert.Equal("scheduled", (string)(await _host.Get("/v1/routing/versions/2"))["state"]!);
        await _host.Activate(new { version = 2, at });
        Assert.Single((await _host.Get("/v1/routing/active"))["scheduled"]!.AsArray());
    }

    [Fact]
    public async Task a_table_that_does_not_lint_is_a_draft_with_its_findings_and_cannot_be_activated()
    {
        var (status, draft) = await _host.Publish(CatalogText.Replace("deadline: 90s", "deadline: 0s", StringComparison.Ordinal));
        Assert.Equal((201, "draft"), (status, (string)draft["state"]!));
        var finding = Assert.Single(draft["findings"]!.AsArray())!;
        Assert.Equal(("tiers.speed.deadline", true), ((string)finding["field"]!, (int)finding["line"]! > 0));
        var (refused, problem) = await _host.Activate(new { version = (int)draft["number"]! });
        Assert.Equal((422, "version"), (refused, (string)Assert.Single(problem["errors"]!.AsArray())!["field"]!));
        Assert.Contains("tiers.speed.deadline", (string)problem["errors"]![0]!["remedy"]!);
        Assert.Equal(1, (int)(await _host.Get("/v1/routing/active"))["active"]!["number"]!);
    }

    [Fact]
    public async Task a_draft_becomes_validated_once_the_catalog_has_what_it_lacked()
    {
        var table = CatalogText.Replace("{ model: lumen/mini }", "{ model: acme/brush }", StringComparison.Ordinal);
        Assert.Equal("draft", (string)(await _host.Publish(table)).Body["state"]!);
        await File.WriteAllTextAsync(Path.Combine(_folder.File("catalog"), "vendors", "acme.yaml"), "vendor: acme\nmodels: { brush: { medium: image, seed: accepted, sizes: {} } }\n");
        await Restart();
        var (status, version) = await _host.Publish(table);
        Assert.Equal((200, 2, "validated"), (status, (int)version["number"]!, (string)version["state"]!));
        Assert.Empty(version["findings"]!.AsArray());
        Assert.Equal(200, (await _host.Activate(new { version = 2 })).Status);
    }

    [Fact]
    public async Task activating_a_version_whose_model_the_catalog_lost_is_allowed_with_a_warning()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.File("catalog"), "routing.yaml"), Changed("delivery: 5").Replace("      - { model: lumen/mini }\n", "", StringComparison.Ordinal).Replace("      - { model: lumen/cine }\n", "", StringComparison.Ordinal));
        File.Delete(Path.Combine(_folder.File("catalog"), "vendors", "lumen.yaml"));
        await Restart();
        var (status, routing) = await _host.Activate(new { version = 1 });
        Assert.Equal((200, 1), (status, (int)routing["active"]!["number"]!));
        Assert.Equal(["tiers.cinematic.candidates[1].model", "tiers.speed.candidates[1].model"], routing["warnings"]!.AsArray().Select(warning => (string)warning!["field"]!));
    }

    [Fact]
    public async Task only_operators_publish_and_activate()
    {
        Assert.Equal(403, (await _host.Publish(Changed("delivery: 7"), _host.Reader)).Status);
        Assert.Equal(403, (await _host.Activate(new { version = 1 }, _host.Reader)).Status);
        Assert.Single((await _host.Get("/v1/routing/versions"))["items"]!.AsArray());
    }

    [Fact]
    public async Task what_a_person_activated_stays_when_the_catalog_changes_and_what_the_catalog_activated_does_not()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.File("catalog"), "routing.yaml"), Changed("delivery: 9"));
        await Restart();
        Assert.Equal((2, "catalog"), await Holding());
        await _host.Activate(new { version = 1 });
        await File.WriteAllTextAsync(Path.Combine(_folder.File("catalog"), "routing.yaml"), Changed("delivery: 10"));
        await Restart();
        Assert.Equal((1, "acme"), await Holding());
        Assert.Equal("validated", (string)(await _host.Get("/v1/routing/versions/3"))["state"]!);
    }

    [Theory]
    [InlineData("""{}""", "version")]
    [InlineData("""{ "version": 77 }""", "version")]
    [InlineData("""{ "version": ["1"] }""", "version")]
    [InlineData("""{ "version": 1, "at": "tomorrow" }""", "at")]
    [InlineData("""{ "version": 1, "at": "2001-01-01T00:00:00Z" }""", "at")]
    [InlineData("""{ "version": 1, "at": "2999-01-01T00:00:00Z" }""", "at")]
    [InlineData("""{ "version": 1, "when": "now" }""", "when")]
    [InlineData("""{ "version": 1, "note": 5 }""", "note")]
    public async Task a_bad_activation_is_told_with_its_field(string body, string field)
    {
        var (status, problem) = await _host.Activate(JsonNode.Parse(body)!);
        Assert.Equal((422, "urn:atelier:problem:invalid-request"), (status, (string)problem["type"]!));
        Assert.Equal(field, (string)Assert.Single(problem["errors"]!.AsArray())!["field"]!);
    }

    [Fact]
    public async Task what_is_not_there_or_cannot_be_read_is_told()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Reader.GetAsync("/v1/routing/versions/9")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Reader.GetAsync("/v1/routing/versions/abcdef0123")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _host.Reader.GetAsync("/v1/routing/diff")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Reader.GetAsync("/v1/routing/diff?to=9")).StatusCode);
        Assert.Equal(422, (await _host.Publish("  ")).Status);
        Assert.Equal(413, (await _host.Publish(new string('#', 300_000))).Status);
        using var malformed = await _host.Operator.PostAsync("/v1/routing/active", new StringContent("{ \"version\": \"\\ud800\" }"));
        Assert.Equal(HttpStatusCode.BadRequest, malformed.StatusCode);
    }

    [Fact]
    public async Task a_version_is_its_own_documentation()
    {
        var text = await _host.Reader.GetStringAsync("/v1/routing/versions/1/documentation");
        Assert.Equal(9, text.Split("```mermaid").Length - 1); // a diagram a category, and one for drafts that go elsewhere
        Assert.Contains("its drafts to **speed**", text);
        Assert.Contains("### hero-still", text);
        Assert.Contains("category([\"hero-still\"]) --> c0", text);
        Assert.Contains("c0[\"meridian/atlas-ultra\"]", text);
    }

    [Fact]
    public async Task where_persons_are_asked_is_documented()
    {
        await _host.Publish(CatalogText.Replace("about: The one picture a campaign is remembered by }", "review: { when: [accepted, cap] } }", StringComparison.Ordinal));
        var text = await _host.Reader.GetStringAsync("/v1/routing/versions/2/documentation");
        Assert.Contains("Where persons are asked: a person looks at what the gate accepted", text);
        Assert.Contains("person -- grants an attempt --> tier", text);
        Assert.Contains("tier -- accepted by the gate and by persons --> done", text);
    }

    private async Task<(int, string)> Holding()
    {
        var active = (await _host.Get("/v1/routing/active"))["active"]!;
        return ((int)active["number"]!, (string)active["by"]!);
    }

    private Task<RouterHost> Pod() => RouterHost.Start(_folder.File("data"), _folder.File("catalog"), postgres: null);

    private async Task Restart()
    {
        await _host.DisposeAsync();
        _host = await Pod();
    }

    private static string Changed(string cap) => RoutingVersionClaims.Changed(cap);
}
