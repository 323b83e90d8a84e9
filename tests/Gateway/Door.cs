using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Atelier.Platform.Hosting;

namespace Atelier.Gateway.Tests;

/// <summary>A gateway before services that answer with what reached them.</summary>
internal sealed class Door : IAsyncDisposable
{
    public const string AcmeKey = "key-of-acme", OtherAcmeKey = "second-key-of-acme", RivalKey = "key-of-rival";
    private readonly WebApplication _gateway;
    private readonly WebApplication[] _services;

    private Door(WebApplication gateway, WebApplication[] services)
    {
        (_gateway, _services) = (gateway, services);
        Client = new HttpClient { BaseAddress = new Uri(gateway.Urls.Single()) };
    }

    public HttpClient Client { get; }

    /// <param name="settings">Replace the usual ones; without a value they are removed, with all below them.</param>
    public static async Task<Door> Open(params (string Key, string? Value)[] settings)
    {
        WebApplication[] services = [await Echo("intake"), await Echo("ledger"), await Echo("router")];
        var builder = WebApplication.CreateBuilder();
        var configuration = new Dictionary<string, string?>
        {
            ["Atelier:ServiceToken"] = "service-token",
            ["Gateway:Intake"] = services[0].Urls.Single(),
            ["Gateway:Ledger"] = services[1].Urls.Single(),
            ["Gateway:Router"] = services[2].Urls.Single(),
            ["Gateway:Roles:operator:0"] = ApiKeys.HashOf(OtherAcmeKey).ToUpperInvariant(),
            ["Gateway:Keys:acme:0"] = ApiKeys.HashOf(AcmeKey),
            ["Gateway:Keys:acme:1"] = ApiKeys.HashOf(OtherAcmeKey).ToUpperInvariant(),
            ["Gateway:Keys:rival:0"] = ApiKeys.HashOf(RivalKey),
        };
        foreach (var (key, value) in settings)
        {
            foreach (var under in configuration.Keys.Where(name => name == key || name.StartsWith(key + ":", StringComparison.Ordinal)).ToList())
                configuration.Remove(under);
            if (value is not null)
                configuration[key] = value;
        }
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.AddAtelierDefaults("gateway");
        builder.Logging.ClearProviders();
        builder.AddGateway();
        var gateway = builder.Build();
        gateway.MapGateway();
        await gateway.StartAsync();
        return new Door(gateway, services);
    }

    public Task<HttpResponseMessage> Send(string path, string? key = AcmeKey, Action<HttpRequestMessage>? with = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
            request.Headers.Authorization = new("Bearer", key);
        with?.Invoke(request);
        return Client.SendAsync(request);
    }

    public async Task<JsonNode> Reached(string path, string? key = AcmeKey, Action<HttpRequestMessage>? with = null)
    {
        var answer = await Send(path, key, with);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    public async Task StopServices() => await Task.WhenAll(_services.Select(service => service.StopAsync()));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _gateway.DisposeAsync();
        foreach (var service in _services)
            await service.DisposeAsync();
    }

    private static async Task<WebApplication> Echo(string name)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/v1/deliverables/missing", () => Results.Problem("mine", statusCode: 404));
        app.Map("/{**path}", async (HttpContext context) =>
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            return Results.Ok(new
            {
                service = name,
                path = context.Request.Path + context.Request.QueryString,
                bytes = body.Length,
                headers = context.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()),
            });
        });
        await app.StartAsync();
        return app;
    }
}
