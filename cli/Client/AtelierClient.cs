using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Atelier.Contracts;

namespace Atelier.Cli.Client;

/// <summary>The line's HTTP API, as any client uses it. Every call is safe to repeat, and is repeated while a service is away.</summary>
public sealed partial class AtelierClient : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly HttpClient _http;
    private readonly int _tries;

    /// <summary>A client of the gateway at an address.</summary>
    /// <param name="gateway">Its root.</param>
    /// <param name="key">The API key.</param>
    /// <param name="patience">How long to go on asking while a service is away.</param>
    public AtelierClient(Uri gateway, string key, TimeSpan? patience = null)
    {
        _http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(100) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        _tries = 1 + (int)((patience ?? TimeSpan.FromSeconds(20)) / Pause);
    }

    /// <summary>Sets up a campaign, or changes its terms.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task PutCampaign(string name, object terms, CancellationToken ct = default)
    {
        using var response = await Ask($"campaign {name}", () => Json(HttpMethod.Put, $"/v1/campaigns/{Uri.EscapeDataString(name)}", terms), ct);
    }

    /// <summary>Asks for a deliverable; asking again with its key asks once. Returns its id.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<Guid> Submit(string what, object request, CancellationToken ct = default)
    {
        using var response = await Ask(what, () => Json(HttpMethod.Post, "/v1/deliverables", request), ct);
        return (await response.Content.ReadFromJsonAsync<Taken>(AtelierJson.Options, ct))!.Id;
    }

    /// <summary>How a deliverable stands.</summary>
    public Task<DeliverableView> Deliverable(Guid id, CancellationToken ct = default) => Get<DeliverableView>($"/v1/deliverables/{id}", ct);

    /// <summary>What deliverables cost that were requested at or after a moment.</summary>
    public Task<CostReport> Costs(DateTimeOffset from, CancellationToken ct = default) =>
        Get<CostReport>($"/v1/ledger/costs?from={Uri.EscapeDataString(from.ToString("O"))}", ct);

    /// <summary>Publishes a routing table. The same text again is the same version.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<RoutingVersion> PublishRouting(string document, string author, string? note, CancellationToken ct = default)
    {
        var url = $"/v1/routing/versions?author={Uri.EscapeDataString(author)}{(note is null ? "" : $"&note={Uri.EscapeDataString(note)}")}";
        using var response = await Ask("routing table", () => new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(document, System.Text.Encoding.UTF8, "application/yaml") }, ct);
        return (await response.Content.ReadFromJsonAsync<RoutingVersion>(AtelierJson.Options, ct))!;
    }

    /// <summary>The newest versions of the routing table.</summary>
    public async Task<IReadOnlyList<RoutingVersion>> RoutingVersions(CancellationToken ct = default) => (await Get<RoutingPage>("/v1/routing/versions", ct)).Items;

    /// <summary>Which routing table holds, which are to come, which held.</summary>
    public Task<ActiveRouting> ActiveRouting(CancellationToken ct = default) => Get<ActiveRouting>("/v1/routing/active", ct);

    /// <summary>How busy the limited tiers are.</summary>
    public Task<RoutingWaiting> RoutingWaiting(CancellationToken ct = default) => Get<RoutingWaiting>("/v1/routing/waiting", ct);

    /// <summary>Lets a version take over, now or at a time to come.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<ActiveRouting> ActivateRouting(string version, DateTimeOffset? at, string by, string? note, CancellationToken ct = default)
    {
        using var response = await Ask($"version {version}", () => Json(HttpMethod.Post, "/v1/routing/active", new { version, at, by, note }), ct);
        return (await response.Content.ReadFromJsonAsync<ActiveRouting>(AtelierJson.Options, ct))!;
    }

    /// <summary>Calls off what a version is to take over at a time to come.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<ActiveRouting> WithdrawRouting(string version, DateTimeOffset? at, string by, string? note, CancellationToken ct = default)
    {
        using var response = await Ask($"version {version}", () => Json(HttpMethod.Post, "/v1/routing/active/withdraw", new { version, at, by, note }), ct);
        return (await response.Content.ReadFromJsonAsync<ActiveRouting>(AtelierJson.Options, ct))!;
    }

    /// <summary>How the models do, by the rules of the routing table; for operators.</summary>
    public async Task<IReadOnlyList<ModelHealthView>> RoutingHealth(CancellationToken ct = default) => (await Get<ModelHealthPage>("/v1/routing/health", ct)).Items;

    /// <summary>What differs between two published versions, a line a subject.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<IReadOnlyList<string>> DiffRouting(string from, string to, CancellationToken ct = default) =>
        (await Get<RoutingDiff>($"/v1/routing/diff?from={Uri.EscapeDataString(from)}&to={Uri.EscapeDataString(to)}", ct)).Lines;

    /// <summary>What would become of a request, by the version that holds or by a given one.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<RoutingExplanation> ExplainRouting(System.Text.Json.Nodes.JsonNode request, string? version, CancellationToken ct = default)
    {
        using var response = await Ask("the request", () => Json(HttpMethod.Post, $"/v1/routing/explain{(version is null ? "" : $"?version={Uri.EscapeDataString(version)}")}", request), ct);
        return (await response.Content.ReadFromJsonAsync<RoutingExplanation>(AtelierJson.Options, ct))!;
    }

    /// <summary>Fetches a file to a path.</summary>
    public async Task Download(string url, string path, CancellationToken ct = default)
    {
        using var response = await Ask(url, () => new HttpRequestMessage(HttpMethod.Get, url), ct);
        await using var file = File.Create(path);
        await response.Content.CopyToAsync(file, ct);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<T> Get<T>(string url, CancellationToken ct)
    {
        using var response = await Ask(url, () => new HttpRequestMessage(HttpMethod.Get, url), ct);
        return (await response.Content.ReadFromJsonAsync<T>(AtelierJson.Options, ct))!;
    }

    private async Task<HttpResponseMessage> Ask(string what, Func<HttpRequestMessage> request, CancellationToken ct)
    {
        for (var left = _tries; ; left--)
        {
            try
            {
                using var message = request();
                var response = await _http.SendAsync(message, ct);
                if (response.IsSuccessStatusCode)
                    return response;
                using (response)
                {
                    if (left <= 1 || !IsPassing(response.StatusCode))
                        throw await RefusedException.From(response, what, ct);
                }
            }
            catch (HttpRequestException) when (left > 1)
            {
                // The gateway is away: as passing as a service behind it.
            }
            await Task.Delay(Pause, ct);
        }
    }

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static HttpRequestMessage Json(HttpMethod method, string url, object body) =>
        new(method, url) { Content = JsonContent.Create(body, options: AtelierJson.Options) };

    private sealed record Taken(Guid Id);
}
