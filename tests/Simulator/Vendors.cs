using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Atelier.Simulator.Tests;

/// <summary>The simulated vendors on a free port, and a client that speaks to each with a key.</summary>
internal sealed class Vendors : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Vendors(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(SimulatorServer.AddressOf(app)) };
    }

    public HttpClient Http { get; }

    /// <summary>Without latency, faults and defects unless said.</summary>
    public static async Task<Vendors> Start(Func<SimulatorOptions, SimulatorOptions>? change = null)
    {
        var calm = new SimulatorOptions { Url = "http://127.0.0.1:0", Latency = 0, FaultScale = 0, DefectScale = 0, Directives = true };
        var app = SimulatorServer.Build(change?.Invoke(calm) ?? calm);
        await app.StartAsync();
        return new Vendors(app);
    }

    public Defect? TruthOf(string sha256) => SimulatorServer.TruthOf(_app, sha256);

    public Task<Answer> OpenAi(object body, string? id = null) => Send(HttpMethod.Post, "/openai/v1/images/generations", "Bearer", body, id);
    public Task<Answer> Fal(string model, object body, string? id = null) => Send(HttpMethod.Post, $"/fal/{model}", "Key", body, id);
    public Task<Answer> Replicate(string model, object input, string? id = null) => Send(HttpMethod.Post, $"/replicate/v1/models/{model}/predictions", "Bearer", new { input }, id);

    public async Task<Answer> Send(HttpMethod method, string url, string scheme, object? body = null, string? id = null)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, "a-key");
        if (id is not null) request.Headers.Add("Idempotency-Key", id);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken), response.Headers.RetryAfter?.Delta);
    }

    /// <summary>Polls a fal request to its end and reads its response.</summary>
    public async Task<Answer> FalResult(Answer ticket)
    {
        while ((await Send(HttpMethod.Get, ticket.Text("status_url"), "Key")).Status == 202) await Task.Delay(10, TestContext.Current.CancellationToken);
        return await Send(HttpMethod.Get, ticket.Text("response_url"), "Key");
    }

    /// <summary>Polls a prediction to its end.</summary>
    public async Task<Answer> ReplicateResult(Answer prediction)
    {
        while (prediction.Text("status") is "starting" or "processing")
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            prediction = await Send(HttpMethod.Get, prediction.Body.GetProperty("urls").GetProperty("get").GetString()!, "Bearer");
        }
        return prediction;
    }

    public async Task<JsonElement[]> Submissions() =>
        [.. (await Http.GetStringAsync("/_sim/submissions", TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}

internal sealed record Answer(int Status, JsonElement Body, TimeSpan? RetryAfter)
{
    public string Text(string property) => Body.GetProperty(property).GetString()!;

    public byte[] Image(int index = 0) => Body.GetProperty("data")[index].GetProperty("b64_json").GetBytesFromBase64();
}
