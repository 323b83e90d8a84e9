using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Atelier.Gateway.Tests;

public sealed class When_a_request_comes_to_the_front_door : IAsyncLifetime
{
    private Door _door = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _door = await Door.Open(("Gateway:MaxRequestBytes", "1000"));

    [Theory]
    [InlineData("/v1/deliverables", "intake")]
    [InlineData("/v1/deliverables/5?limit=2", "intake")]
    [InlineData("/v1/campaigns/spring", "intake")]
    [InlineData("/v1/assets/abc", "intake")]
    [InlineData("/v1/references", "intake")]
    [InlineData("/v1/ledger/costs?tier=speed", "ledger")]
    [InlineData("/v1/routing/active", "router")]
    public async Task it_reaches_the_service_of_its_address(string path, string service)
    {
        var reached = await _door.Reached(path);
        Assert.Equal((service, path), ((string)reached["service"]!, (string)reached["path"]!));
    }

    [Fact]
    public async Task the_apis_description_is_for_everyone_and_carries_no_authority()
    {
        var reached = await _door.Reached("/openapi/v1.json", key: null, request => request.Headers.Add("X-Atelier-Tenant", "acme"));
        Assert.Equal("intake", (string)reached["service"]!);
        Assert.DoesNotContain("x-atelier", reached["headers"]!.ToJsonString());
    }

    [Theory]
    [InlineData(Door.AcmeKey, "acme")]
    [InlineData(Door.OtherAcmeKey, "acme")]
    [InlineData(Door.RivalKey, "rival")]
    public async Task the_key_tells_the_tenant_and_goes_no_further(string key, string tenant)
    {
        var headers = (await _door.Reached("/v1/deliverables", key))["headers"]!;
        Assert.Equal((tenant, "service-token"), ((string)headers["x-atelier-tenant"]!, (string)headers["x-atelier-service-token"]!));
        Assert.Null(headers["authorization"]);
        Assert.DoesNotContain(key, headers.ToJsonString());
    }

    [Fact]
    public async Task the_key_may_come_as_a_header_of_its_own()
    {
        var headers = (await _door.Reached("/v1/deliverables", key: null, request => request.Headers.Add("X-Api-Key", Door.RivalKey)))["headers"]!;
        Assert.Equal("rival", (string)headers["x-atelier-tenant"]!);
        Assert.Null(headers["x-api-key"]);
    }

    [Fact]
    public async Task a_keys_name_goes_with_it_and_nobody_chooses_another()
    {
        var reached = await _door.Reached("/v1/reviews", Door.AcmeKey, request => request.Headers.Add("X-Atelier-Name", "bob"));
        Assert.Equal(("router", $"key-{ApiKeys.HashOf(Door.AcmeKey)[..8]}"), ((string)reached["service"]!, (string)reached["headers"]!["x-atelier-name"]!));
    }

    [Fact]
    public async Task a_keys_roles_go_with_it_and_no_other_key_has_them()
    {
        Assert.Equal("operator", (string)(await _door.Reached("/v1/routing/active", Door.OtherAcmeKey))["headers"]!["x-atelier-roles"]!);
        Assert.Null((await _door.Reached("/v1/routing/active", Door.AcmeKey, request => request.Headers.Add("X-Atelier-Roles", "operator")))["headers"]!["x-atelier-roles"]);
    }

    [Fact]
    public async Task what_a_client_says_in_the_gateways_name_is_dropped()
    {
        var headers = (await _door.Reached("/v1/deliverables", with: request =>
        {
            request.Headers.Add("X-Atelier-Tenant", "rival");
            request.Headers.Add("x-atelier-service-token", "guess");
            request.Headers.Add("X-ATELIER-Anything", "x");
            request.Headers.Add("Idempotency-Key", "kept");
        }))["headers"]!;
        Assert.Equal(("acme", "service-token", "kept"), ((string)headers["x-atelier-tenant"]!, (string)headers["x-atelier-service-token"]!, (string)headers["idempotency-key"]!));
        Assert.Null(headers["x-atelier-anything"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("")]
    public async Task without_a_known_key_nothing_is_passed_on(string? key)
    {
        var answer = await _door.Send("/v1/deliverables", key: null, request => request.Headers.TryAddWithoutValidation("X-Api-Key", key));
        await IsProblem(answer, HttpStatusCode.Unauthorized, "urn:atelier:problem:not-allowed");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task the_hash_of_a_key_is_no_key() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await _door.Send("/v1/deliverables", ApiKeys.HashOf(Door.AcmeKey))).StatusCode);

    [Theory]
    [InlineData("/v1/elsewhere")]
    [InlineData("/v1")]
    [InlineData("/")]
    public async Task an_address_that_leads_nowhere_is_a_problem(string path) => await IsProblem(await _door.Send(path), HttpStatusCode.NotFound, "urn:atelier:problem:not-found");

    [Fact]
    public async Task a_services_own_problem_passes_unchanged()
    {
        var answer = await _door.Send("/v1/deliverables/missing");
        Assert.Equal((HttpStatusCode.NotFound, "mine"), (answer.StatusCode, (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!["detail"]!));
    }

    [Fact]
    public async Task a_body_that_is_too_large_is_refused()
    {
        var answer = await _door.Send("/v1/deliverables", with: request => (request.Method, request.Content) = (HttpMethod.Post, new ByteArrayContent(new byte[1001])));
        await IsProblem(answer, HttpStatusCode.RequestEntityTooLarge, "urn:atelier:problem:too-large");
    }

    [Fact]
    public async Task a_body_that_turns_out_too_large_is_cut_off()
    {
        var answer = await _door.Send("/v1/deliverables", with: request =>
        {
            (request.Method, request.Content) = (HttpMethod.Post, new ByteArrayContent(new byte[5_000]));
            request.Headers.TransferEncodingChunked = true;
        });
        await IsProblem(answer, HttpStatusCode.RequestEntityTooLarge, "urn:atelier:problem:too-large");
    }

    [Fact]
    public async Task a_body_within_the_limit_is_passed_on()
    {
        var reached = await _door.Reached("/v1/deliverables", with: request => (request.Method, request.Content) = (HttpMethod.Post, new ByteArrayContent(new byte[1000])));
        Assert.Equal(1000, (int)reached["bytes"]!);
    }

    [Fact]
    public async Task a_service_that_is_away_is_a_problem()
    {
        await _door.StopServices();
        await IsProblem(await _door.Send("/v1/deliverables"), HttpStatusCode.BadGateway, "urn:atelier:problem:service-away");
    }

    [Fact]
    public async Task its_own_health_needs_no_key()
    {
        Assert.Equal(HttpStatusCode.OK, (await _door.Send("/health/live", key: null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _door.Send("/health/ready", key: null)).StatusCode);
    }

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    private static async Task IsProblem(HttpResponseMessage answer, HttpStatusCode status, string type)
    {
        Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(type, (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!["type"]!);
    }
}
