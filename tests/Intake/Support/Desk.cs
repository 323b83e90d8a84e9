using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Platform.Hosting;

namespace Atelier.Intake.Tests.Support;

/// <summary>Speaks for one tenant as the gateway would.</summary>
internal sealed class Desk : IDisposable
{
    public Desk(Uri address, string? tenant = null)
    {
        Tenant = tenant ?? $"tenant-{Guid.NewGuid():N}";
        Client = new HttpClient { BaseAddress = address };
        Client.DefaultRequestHeaders.Add(Tenancy.TokenHeader, IntakeHost.Token);
        Client.DefaultRequestHeaders.Add(Tenancy.TenantHeader, Tenant);
    }

    public string Tenant { get; }

    public HttpClient Client { get; }

    public Guid IdOf(string key) => DeterministicId.OfDeliverable(Tenant, key);

    public Task<HttpResponseMessage> Post(JsonNode request) => Client.PostAsync("/v1/deliverables", Json(request.ToJsonString()));

    public async Task SetUpCampaign(string name = "spring", object? terms = null) =>
        (await Client.PutAsJsonAsync($"/v1/campaigns/{name}", terms ?? new { seedLock = 7, palette = new[] { "#88AA44" }, valueOfHourUsd = 1.5 })).EnsureSuccessStatusCode();

    public async Task<JsonNode> Get(string path) => (await Client.GetFromJsonAsync<JsonNode>(path))!;

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public void Dispose() => Client.Dispose();
}
