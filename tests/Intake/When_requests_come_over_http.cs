using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Intake.Tests.Support;

namespace Atelier.Intake.Tests;

public sealed class When_requests_come_over_http(SharedIntake intake) : IClassFixture<SharedIntake>, IAsyncLifetime
{
    private readonly IntakeHost _host = intake.Host;
    private readonly Desk _desk = new(intake.Host.Address);
    private readonly Desk _rival = new(intake.Host.Address);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _desk.SetUpCampaign();

    [Fact]
    public async Task an_accepted_request_is_told_to_the_others_with_its_campaigns_terms()
    {
        var answer = await _desk.Post(Support.Requests.Film("film-1"));
        var body = (await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!;
        var id = _desk.IdOf("film-1");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal($"/v1/deliverables/{id}", answer.Headers.Location!.ToString());
        Assert.Equal((id.ToString(), "film-1"), ((string)body["id"]!, (string)body["key"]!));

        var requested = Assert.Single(await _host.Published.Wait<DeliverableRequested>(_desk.Tenant, 1));
        Assert.Equal((_desk.Tenant, id), (requested.TenantId, requested.DeliverableId));
        Assert.Equal((7, 1_500_000), (requested.Spec.Campaign.SeedLock, requested.Spec.Campaign.ValueOfHourMicros));
        Assert.Equal(["#88aa44"], requested.Spec.Campaign.Palette);
        Assert.Equal(DeterministicId.OfMessage(nameof(DeliverableRequested), id), _host.Published.All.Single(e => e.Event.DeliverableId == id).Id);
    }

    [Fact]
    public async Task the_formats_are_listed_with_their_safe_areas_and_come_with_a_request()
    {
        var formats = (await _desk.Get("/v1/formats"))["items"]!.AsArray();
        Assert.Equal(["landscape", "square"], formats.Select(format => (string)format!["name"]!));
        Assert.Equal(("1:1", "200x200", 10.0), ((string)formats[1]!["aspectRatio"]!, (string)formats[1]!["image"]!["delivery"]!, (double)formats[1]!["safeArea"]!["bottom"]!));
        await _desk.Post(Support.Requests.Image("safe").With("stages[0].format", "\"square\""));
        Assert.Equal(10, Assert.Single(await _host.Published.Wait<DeliverableRequested>(_desk.Tenant, 1)).Spec.Stages[0].Format.SafeArea!.Bottom);
    }

    [Fact]
    public async Task the_same_request_again_gets_the_same_answer_and_no_second_deliverable()
    {
        var first = await _desk.Post(Support.Requests.Image("once"));
        var again = await _desk.Post(Support.Requests.Parse("""
            { "stages": [ { "format": "landscape", "prompt": { "text": "a cup" }, "category": "hero-still", "medium": "image" } ],
              "grade": "delivery", "campaign": "spring", "key": "once" }
            """));
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(Ct), await again.Content.ReadAsStringAsync(Ct));
        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        Assert.Single((await _desk.Get("/v1/deliverables"))["items"]!.AsArray());
    }

    [Fact]
    public async Task fifty_at_once_with_one_key_make_one_deliverable()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _desk.Post(Support.Requests.Image("crowd"))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
        Assert.Single(answers, answer => !answer.Headers.Contains("Idempotency-Replayed"));
        await _desk.Post(Support.Requests.Image("marker"));
        await Eventually.True(() => _host.Published.Of<DeliverableRequested>(_desk.Tenant).Any(e => e.Spec.Key == "marker"));
        Assert.Single(_host.Published.Of<DeliverableRequested>(_desk.Tenant), e => e.Spec.Key == "crowd");
    }

    [Fact]
    public async Task the_same_key_with_other_content_is_a_conflict()
    {
        await _desk.Post(Support.Requests.Image("mine"));
        var answer = await _desk.Post(Support.Requests.Image("mine").With("grade", "\"draft\""));
        await IsProblem(answer, HttpStatusCode.Conflict, "key-taken");
    }

    [Fact]
    public async Task the_same_key_with_invalid_content_is_a_conflict_too()
    {
        await _desk.Post(Support.Requests.Image("mine"));
        await IsProblem(await _desk.Post(Support.Requests.Image("mine").With("stages[0].format", "\"nope\"")), HttpStatusCode.Conflict, "key-taken");
    }

    [Fact]
    public async Task the_key_may_come_as_a_header()
    {
        var answer = await PostWithHeader(Support.Requests.Image().With("key", "null"), "from-header");
        Assert.Equal(_desk.IdOf("from-header").ToString(), (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!["id"]!);
    }

    [Fact]
    public async Task two_different_keys_are_refused() =>
        await IsProblem(await PostWithHeader(Support.Requests.Image("body"), "header"), HttpStatusCode.UnprocessableEntity, "invalid-request", "key");

    [Fact]
    public async Task an_unknown_campaign_is_refused_with_the_likely_name() =>
        await IsProblem(await _desk.Post(Support.Requests.Image().With("campaign", "\"sprong\"")), HttpStatusCode.UnprocessableEntity, "invalid-request", "campaign", "\"spring\"");

    [Fact]
    public async Task another_tenants_campaign_is_unknown()
    {
        var answer = await _rival.Client.PostAsync("/v1/deliverables", Desk.Json(Support.Requests.Image().ToJsonString()), Ct);
        await IsProblem(answer, HttpStatusCode.UnprocessableEntity, "invalid-request", "campaign");
    }

    [Fact]
    public async Task a_locked_seed_needs_the_campaigns_lock()
    {
        await _desk.SetUpCampaign("loose", new { });
        var answer = await _desk.Post(Support.Requests.Film().With("campaign", "\"loose\""));
        await IsProblem(answer, HttpStatusCode.UnprocessableEntity, "invalid-request", "stages[0].seed.mode", "seedLock");
    }

    [Fact]
    public async Task a_refused_request_leaves_nothing_behind()
    {
        await _desk.Post(Support.Requests.Image("bad").With("stages[0].format", "\"nope\""));
        Assert.Empty((await _desk.Get("/v1/deliverables"))["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.Accepted, (await _desk.Post(Support.Requests.Image("bad"))).StatusCode);
    }

    [Fact]
    public async Task malformed_json_is_told_with_line_and_column()
    {
        var answer = await _desk.Client.PostAsync("/v1/deliverables", Desk.Json("{\n  \"key\": oops }"), Ct);
        var problem = await IsProblem(answer, HttpStatusCode.BadRequest, "malformed", "$");
        Assert.Contains("line 2, column", (string)problem["detail"]!);
    }

    [Fact]
    public async Task a_prompt_of_a_megabyte_is_too_large() =>
        await IsProblem(await _desk.Post(Support.Requests.Image().With("stages[0].prompt.text", $"\"{new string('x', 1_000_000)}\"")), HttpStatusCode.RequestEntityTooLarge, "too-large");

    [Fact]
    public async Task a_megabyte_without_a_length_is_too_large_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/deliverables") { Content = new ByteArrayContent(new byte[1_000_000]) };
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.ContentType = new("application/json");
        await IsProblem(await _desk.Client.SendAsync(request, Ct), HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task a_body_that_is_not_declared_as_json_is_not_read() =>
        await IsProblem(await _desk.Client.PostAsync("/v1/deliverables", new StringContent("key=1"), Ct), HttpStatusCode.UnsupportedMediaType, "not-json");

    [Fact]
    public async Task without_the_gateways_token_nothing_is_served()
    {
        using var stranger = new HttpClient { BaseAddress = _host.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/v1/deliverables", Ct)).StatusCode);
    }

    [Fact]
    public async Task the_api_describes_itself()
    {
        var api = await _desk.Get("/openapi/v1.json");
        Assert.NotNull(api["paths"]!["/v1/deliverables"]!["post"]!["requestBody"]);
        Assert.Contains("negativePrompt", api["components"]!["schemas"]!["StageRequest"]!.ToJsonString());
    }

    [Theory]
    [InlineData("spring", """{ "palette": ["green"] }""", "palette[0]")]
    [InlineData("spring", """{ "valueOfHourUsd": -1 }""", "valueOfHourUsd")]
    [InlineData("spring", """{ "reviewHourUsd": -1 }""", "reviewHourUsd")]
    [InlineData("spring", """{ "seedLock": 4294967296 }""", "seedLock")]
    [InlineData("spring", """{ "budget": 5 }""", "budget")]
    [InlineData("spring", """{ "budget": {} }""", "budget.limitUsd")]
    [InlineData("spring", """{ "budget": { "limitUsd": 0.0000001 } }""", "budget.limitUsd")]
    [InlineData("spring", """{ "budget": { "limitUsd": 1, "atLimit": "beg" } }""", "budget.atLimit")]
    [InlineData("spring", """{ "budget": { "limitUsd": 1, "downgradeTo": "nowhere" } }""", "budget.downgradeTo")]
    [InlineData("spring", """{ "budget": { "limitUsd": 1, "atLimit": "downgrade", "downgradeTo": "nowhere" } }""", "budget.downgradeTo")]
    [InlineData("spring", """{ "worthUsd": 0 }""", "worthUsd")]
    [InlineData("not a name", "{ }", "name")]
    public async Task a_campaign_with_impossible_terms_is_refused(string name, string body, string field) =>
        await IsProblem(await _desk.Client.PutAsync($"/v1/campaigns/{name}", Desk.Json(body), Ct), HttpStatusCode.UnprocessableEntity, "invalid-request", field);

    [Fact]
    public async Task a_campaign_is_read_back_and_can_be_changed()
    {
        var changed = await _desk.Client.PutAsJsonAsync("/v1/campaigns/spring", new { seedLock = 9, valueOfHourUsd = 0.25, reviewHourUsd = 60, budget = new { limitUsd = 2.5, atLimit = "downgrade" }, worthUsd = 0.4 }, Ct);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var campaign = await _desk.Get("/v1/campaigns/spring");
        Assert.Equal((9, 0.25m, 60m), ((long)campaign["seedLock"]!, (decimal)campaign["valueOfHourUsd"]!, (decimal)campaign["reviewHourUsd"]!));
        Assert.Equal((2.5m, "downgrade", 0.4m), ((decimal)campaign["budget"]!["limitUsd"]!, (string?)campaign["budget"]!["atLimit"], (decimal)campaign["worthUsd"]!));
        Assert.Equal(HttpStatusCode.NotFound, (await _rival.Client.GetAsync("/v1/campaigns/spring", Ct)).StatusCode);
    }

    public ValueTask DisposeAsync()
    {
        _desk.Dispose();
        _rival.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<JsonNode> IsProblem(HttpResponseMessage answer, HttpStatusCode status, string type, string? field = null, string? remedy = null)
    {
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!;
        Assert.True(status == answer.StatusCode, problem.ToJsonString());
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal($"urn:atelier:problem:{type}", (string)problem["type"]!);
        if (field is not null)
            Assert.Contains(problem["errors"]!.AsArray(), e => (string)e!["field"]! == field && ((string)e["remedy"]!).Contains(remedy ?? ""));
        return problem;
    }

    private Task<HttpResponseMessage> PostWithHeader(JsonNode body, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/deliverables") { Content = Desk.Json(body.ToJsonString()) };
        request.Headers.Add("Idempotency-Key", key);
        return _desk.Client.SendAsync(request, Ct);
    }
}
