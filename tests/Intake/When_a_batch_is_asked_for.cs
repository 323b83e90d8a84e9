using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Intake.Tests.Support;

namespace Atelier.Intake.Tests;

public sealed class When_a_batch_is_asked_for(SharedIntake shared) : IClassFixture<SharedIntake>
{
    private const string Matrix = """
        { "key": "cups", "campaign": "spring", "grade": "draft",
          "stages": [ { "medium": "image", "category": "hero-still" } ],
          "matrix": { "templates": ["hero@1", "hero@2"], "variables": [ { "product": "cup" }, { "product": "jug" } ], "formats": ["square", "landscape"] } }
        """;

    private readonly IntakeHost _host = shared.Host;

    [Fact]
    public async Task a_matrix_becomes_every_combination_each_under_a_key_of_its_own()
    {
        using var desk = await Desk();
        var accepted = await Post(desk, Matrix);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal(8, (await Json(accepted))["deliverables"]!.GetValue<int>());
        var requested = (await _host.Published.Wait<DeliverableRequested>(desk.Tenant, 8)).OrderBy(it => it.Spec.Key).ToList();
        Assert.Equal(["cups/00001", "cups/00002", "cups/00003", "cups/00004", "cups/00005", "cups/00006", "cups/00007", "cups/00008"], requested.Select(it => it.Spec.Key));
        Assert.Equal(["old cup square", "old cup landscape", "old jug square", "old jug landscape", "A cup at dawn square", "A cup at dawn landscape", "A jug at dawn square", "A jug at dawn landscape"],
            requested.Select(it => $"{it.Spec.Stages[0].Prompt.Text} {it.Spec.Stages[0].Format.Name}"));
        Assert.All(requested, it => Assert.Equal(desk.IdOf(it.Spec.Key), it.DeliverableId));
    }

    [Fact]
    public async Task rows_may_come_as_yaml_as_a_table_or_as_lines()
    {
        using var desk = await Desk();
        const string Head = "campaign: spring\nstages: [ { medium: image, category: hero-still } ]\n";
        await Taken(await desk.Client.PostAsync("/v1/batches", new StringContent(
            $"key: yaml\n{Head}rows:\n  - {{ key: one, template: hero@2, variables: {{ product: cup, detail: 7 }}, format: square, grade: draft }}\n", Encoding.UTF8, "application/yaml")));
        await Taken(await Upload(desk, $"key: csv\n{Head}", "rows.csv", "key,template,product,light,format,grade\none,hero@2,\"a cup, blue\",noon,square,draft\r\ntwo,hero@2,jug,,landscape,delivery\n"));
        await Taken(await Upload(desk, $"key: lines\n{Head}", "rows.jsonl", """{"key":"one","prompt":"a door","format":"square","grade":"draft"}""" + "\n\n"));
        var texts = (await _host.Published.Wait<DeliverableRequested>(desk.Tenant, 4)).ToDictionary(it => it.Spec.Key, it => $"{it.Spec.Stages[0].Prompt.Text}; {it.Spec.Stages[0].Format.Name} {it.Spec.Grade}");
        Assert.Equal("A cup at dawn, 7 in view; square Draft", texts["yaml/one"]);
        Assert.Equal("A a cup, blue at noon; square Draft", texts["csv/one"]);
        Assert.Equal("A jug at dawn; landscape Delivery", texts["csv/two"]);
        Assert.Equal("a door; square Draft", texts["lines/one"]);
    }

    [Fact]
    public async Task the_same_batch_again_is_the_same_and_another_under_its_key_is_a_conflict()
    {
        using var desk = await Desk();
        var (first, again) = (await Post(desk, Matrix), await Post(desk, Matrix));
        Assert.Equal((HttpStatusCode.Accepted, true), (again.StatusCode, again.Headers.Contains("Idempotency-Replayed")));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await Post(desk, Matrix.Replace("jug", "mug"))).StatusCode);
        Assert.Equal(8, (await _host.Published.Wait<DeliverableRequested>(desk.Tenant, 8)).Count);
    }

    [Fact]
    public async Task one_bad_row_keeps_all_of_them_out()
    {
        using var desk = await Desk();
        var refused = await Upload(desk, "key: bad\ncampaign: spring\ngrade: draft\nstages: [ { medium: image, category: hero-still } ]\n", "rows.csv", "template,format,product\nhero@2,square,cup\nhero@2,sqare,jug\n");
        var problem = await Json(refused);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 1), (refused.StatusCode, problem["count"]!.GetValue<int>()));
        Assert.Equal(("line 3, format", "\"sqare\""), (Text(problem["errors"]![0]!, "field"), Text(problem["errors"]![0]!, "found")));
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Client.GetAsync("/v1/batches/bad")).StatusCode);
        Assert.Empty((await desk.Get("/v1/deliverables"))["items"]!.AsArray());
    }

    [Fact]
    public async Task a_key_that_is_taken_keeps_all_of_them_out()
    {
        using var desk = await Desk();
        (await desk.Post(Support.Requests.Image("cups/00003"))).EnsureSuccessStatusCode();
        var refused = await Post(desk, Matrix);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("cups/00003", Text((await Json(refused))["errors"]![0]!, "found"));
        Assert.Single((await desk.Get("/v1/deliverables"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("\"key\": \"cups\"", "\"key\": \"a b\"", "key", "letters")]
    [InlineData("\"campaign\": \"spring\"", "\"campaign\": \"sprnig\"", "campaign", "\"spring\"")]
    [InlineData("\"category\": \"hero-still\"", "\"category\": \"hero-stil\"", "stages[0].category", "\"hero-still\"")]
    [InlineData("\"square\"", "\"sqare\"", "matrix.formats[0]", "\"square\"")]
    [InlineData("\"hero@2\"", "\"hero@7\"", "matrix.templates[1]", "hero@2")]
    [InlineData("{ \"product\": \"jug\" }", "{ \"prodcut\": \"jug\" }", "matrix.variables[1].prodcut", "\"product\"")]
    [InlineData("\"formats\": [\"square\", \"landscape\"]", "\"formats\": []", "matrix.formats", "at least one")]
    [InlineData("\"matrix\": {", "\"rows\": [ {} ], \"matrix\": {", "matrix", "or rows")]
    [InlineData("\"category\": \"hero-still\"", "\"category\": \"hero-still\", \"format\": \"square\"", "matrix.formats[0]", "leave it out")]
    [InlineData("\"grade\": \"draft\"", "\"grade\": \"fine\"", "grade", "draft, delivery")]
    [InlineData("\"stages\":", "\"stage\":", "stage", "\"stages\"")]
    public async Task what_is_wrong_is_told_once_where_it_stands(string right, string wrong, string field, string remedy)
    {
        using var desk = await Desk();
        var problem = await Json(await Post(desk, Matrix.Replace(right, wrong)));
        var found = problem["errors"]!.AsArray().First(error => Text(error!, "field") == field)!;
        Assert.Contains(remedy, Text(found, "remedy"));
    }

    [Theory]
    [InlineData("format,product,product\nsquare,cup,jug\n", "line 1")]
    [InlineData("format,product\nsquare\n", "line 2")]
    [InlineData("format,product\nsquare,\"cup\n", "line 2")]
    [InlineData("format,product\nsquare,cu\"p\n", "line 2")]
    [InlineData("format,grade\nsquare,fine\n", "line 2, grade")]
    [InlineData("", "rows")]
    [InlineData("format,product\n", "rows")]
    public async Task a_table_that_cannot_be_read_is_told_with_its_line(string csv, string field)
    {
        using var desk = await Desk();
        var refused = await Upload(desk, "key: bad\ncampaign: spring\nstages: [ { medium: image, category: hero-still, prompt: { template: hero@1 } } ]\n", "rows.csv", csv);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(field, Text((await Json(refused))["errors"]![0]!, "field"));
    }

    [Fact]
    public async Task of_many_problems_the_first_hundred_are_shown_and_all_are_counted()
    {
        using var desk = await Desk();
        var csv = "format\n" + string.Concat(Enumerable.Range(0, 900).Select(i => $"f{i}\n"));
        var problem = await Json(await Upload(desk, "key: bad\ncampaign: spring\ngrade: draft\nstages: [ { medium: image, category: hero-still, prompt: { text: a door } } ]\n", "rows.csv", csv));
        Assert.Equal((900, 100), (problem["count"]!.GetValue<int>(), problem["errors"]!.AsArray().Count));
    }

    [Fact]
    public async Task more_than_ten_thousand_are_refused()
    {
        using var desk = await Desk();
        var csv = "format\n" + string.Concat(Enumerable.Repeat("square\n", 10_001));
        var problem = await Json(await Upload(desk, "key: many\ncampaign: spring\ngrade: draft\nstages: [ { medium: image, category: hero-still, prompt: { text: a door } } ]\n", "rows.csv", csv));
        Assert.Contains("at most 10,000", Text(problem["errors"]![0]!, "remedy"));
    }

    [Fact]
    public async Task a_batch_is_its_tenants_alone()
    {
        using var desk = await Desk();
        await Taken(await Post(desk, Matrix));
        var id = Text(await desk.Get("/v1/batches/cups"), "id");
        using var stranger = new Desk(_host.Address);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Client.GetAsync($"/v1/batches/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Client.GetAsync($"/v1/batches/{id}/report")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Client.PostAsync($"/v1/batches/{id}/cancel", null)).StatusCode);
    }

    private async Task<Desk> Desk()
    {
        var desk = new Desk(_host.Address);
        await desk.SetUpCampaign();
        return desk;
    }

    private static Task<HttpResponseMessage> Post(Desk desk, string json) => desk.Client.PostAsync("/v1/batches", Support.Desk.Json(json));

    private static Task<HttpResponseMessage> Upload(Desk desk, string head, string name, string rows) => desk.Client.PostAsync("/v1/batches", new MultipartFormDataContent
    {
        { new StringContent(head), "batch" }, { new ByteArrayContent(Encoding.UTF8.GetBytes(rows)), "rows", name },
    });

    private static async Task Taken(HttpResponseMessage response) => Assert.True(response.StatusCode is HttpStatusCode.Accepted, await response.Content.ReadAsStringAsync());

    private static async Task<JsonNode> Json(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
