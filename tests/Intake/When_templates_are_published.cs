using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Atelier.Intake.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Intake.Tests;

public sealed class When_templates_are_published(SharedIntake shared) : IClassFixture<SharedIntake>
{
    private const string Hero3 = """
        name: hero
        version: 3
        variables:
          product: { minLength: 2, maxLength: 20 }
          count: { type: whole, min: 1, max: 4, default: 1 }
        prompt: "{{count}} x {{product}} {{> dawn@1}}"
        """;

    private const string Dawn = "name: dawn\nversion: 1\ntext: at dawn\n";
    private readonly IntakeHost _host = shared.Host;

    [Fact]
    public async Task a_version_takes_over_from_the_catalogs_for_its_tenant_alone()
    {
        using var desk = new Desk(_host.Address);
        using var other = new Desk(_host.Address);
        Assert.Equal(HttpStatusCode.Created, (await Publish(desk, Dawn)).StatusCode);
        var created = await Publish(desk, Hero3);
        Assert.Equal((HttpStatusCode.Created, "/v1/templates/hero@3"), (created.StatusCode, created.Headers.Location!.OriginalString));
        var preview = await Preview(desk, "hero", """{ "product": "cup", "count": 2 }""");
        Assert.Equal(("hero@3", "2 x cup at dawn"), (Text(preview, "template"), Text(preview, "prompt")));
        Assert.Equal("hero@2", Text(await Preview(other, "hero", """{ "product": "cup" }"""), "template"));
        Assert.Equal("A cup at dawn", Text(await Preview(desk, "hero@2", """{ "product": "cup" }"""), "prompt"));

        await desk.SetUpCampaign();
        var accepted = await Json(await desk.Post(Support.Requests.Image("t-1").With("stages[0].prompt", """{ "template": "hero", "variables": { "product": "cup", "count": 3 } }""")));
        var prompt = (await desk.Get($"/v1/deliverables/{Text(accepted, "id")}"))["request"]!["stages"]![0]!["prompt"]!;
        Assert.Equal(("hero@3", "3 x cup at dawn", Text(preview, "hash")), (Text(prompt, "template"), Text(prompt, "text"), Text(prompt, "templateHash")));
    }

    [Fact]
    public async Task what_is_published_never_changes()
    {
        using var desk = new Desk(_host.Address);
        await Publish(desk, Dawn);
        Assert.Equal(HttpStatusCode.OK, (await Publish(desk, Dawn)).StatusCode);
        var taken = await Publish(desk, Dawn + "about: another\n");
        Assert.Equal((HttpStatusCode.Conflict, "urn:atelier:problem:version-taken"), (taken.StatusCode, Text(await Json(taken), "type")));
        Assert.Contains("version 2", Text(await Json(taken), "detail"));
        Assert.Equal(HttpStatusCode.Conflict, (await Publish(desk, "name: hero\nversion: 1\nprompt: mine\n")).StatusCode); // the catalog's own
    }

    [Theory]
    [InlineData("name: hero\nversion: 9\nprompt: a\n", "version", "use 3")]
    [InlineData("name: hero\nversion: 3\ntext: a\n", "name", "a template has this one")]
    [InlineData("name: hero\nversion: 3\nprompt: a {{cup}}\n", "prompt (line 3, column 11)", "{{cup}} is not under variables")]
    [InlineData("name: hero\nversion: 3\nprompt: a {{> cup@1}}\n", "prompt (line 3, column 11)", "a partial that is there")]
    [InlineData("name: hero\nversion: 3\nprompt: a\ncolour: red\n", "colour (line 4, column 1)", "one of")]
    [InlineData("name: [", "$ (line", "YAML")]
    [InlineData("- a\n- b\n", "$ (line 1", "fields")]
    public async Task what_is_wrong_is_told_with_its_place(string yaml, string field, string remedy)
    {
        using var desk = new Desk(_host.Address);
        var refused = await Publish(desk, yaml);
        var problem = (await Json(refused))["errors"]![0]!;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.StartsWith(field, Text(problem, "field"));
        Assert.Contains(remedy, Text(problem, "remedy"));
    }

    [Fact]
    public async Task a_few_lines_that_stand_for_a_billion_values_are_refused()
    {
        using var desk = new Desk(_host.Address);
        var yaml = new StringBuilder("name: t\nversion: 1\nprompt: x\nvariables: { a: { allowed: &a0 [x, x, x, x, x, x, x, x, x, x] } }\n");
        for (var i = 1; i < 12; i++)
            yaml.Append($"k{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Publish(desk, yaml.ToString())).StatusCode);
    }

    [Theory]
    [InlineData("""{ "product": "c" }""", "variables.product", "2 to 20 characters")]
    [InlineData("""{ "product": "cup", "count": 2.5 }""", "variables.count", "a whole number 1 to 4")]
    [InlineData("""{ "product": "cup", "count": 5 }""", "variables.count", "a whole number 1 to 4")]
    [InlineData("""{ "product": "cup", "colour": "red" }""", "variables.colour", "product, count")]
    [InlineData("{ }", "variables.product", "no default")]
    public async Task a_value_out_of_bounds_is_told_with_what_would_do(string variables, string field, string remedy)
    {
        using var desk = new Desk(_host.Address);
        await Publish(desk, Dawn);
        await Publish(desk, Hero3);
        var problem = (await Preview(desk, "hero", variables))["errors"]![0]!;
        Assert.Equal(field, Text(problem, "field"));
        Assert.Contains(remedy, Text(problem, "remedy"));
    }

    [Fact]
    public async Task all_versions_are_listed_with_what_they_take()
    {
        using var desk = new Desk(_host.Address);
        await Publish(desk, Dawn);
        await Publish(desk, Hero3);
        var list = (await desk.Get("/v1/templates")).AsArray();
        Assert.Equal(["dawn@1", "hero@1", "hero@2", "hero@3"], list.Select(item => $"{item!["name"]}@{item["version"]}"));
        var hero = await desk.Get("/v1/templates/hero");
        Assert.Equal(("3", "[1,2,3]", Hero3), ($"{hero["version"]}", hero["versions"]!.ToJsonString(), Text(hero, "source")));
        Assert.Equal("whole", Text(hero["variables"]!["count"]!, "type"));
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Client.GetAsync("/v1/templates/hero@7")).StatusCode);
    }

    [Fact]
    public async Task another_process_on_the_store_knows_it_at_once()
    {
        using var folder = new TempFolder();
        var postgres = await RealServers.NewPostgresDatabase();
        await using var one = await IntakeHost.Start(folder, ("Atelier:Postgres", postgres));
        using var elsewhere = new TempFolder();
        await using var other = await IntakeHost.Start(elsewhere, ("Atelier:Postgres", postgres));
        using var desk = new Desk(one.Address);
        using var same = new Desk(other.Address, desk.Tenant);
        Assert.Equal("hero@2", Text(await Preview(same, "hero", """{ "product": "cup" }"""), "template"));
        await Publish(desk, Dawn);
        await Publish(desk, Hero3);
        Assert.Equal("hero@3", Text(await Preview(same, "hero", """{ "product": "cup" }"""), "template"));
    }

    private static Task<HttpResponseMessage> Publish(Desk desk, string yaml) => desk.Client.PostAsync("/v1/templates", new StringContent(yaml, Encoding.UTF8, "application/yaml"));

    private static async Task<JsonNode> Preview(Desk desk, string name, string variables) =>
        await Json(await desk.Client.PostAsync($"/v1/templates/{name}/preview", Desk.Json($$"""{ "variables": {{variables}} }""")));

    private static async Task<JsonNode> Json(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<object>().ToString()!;
}
