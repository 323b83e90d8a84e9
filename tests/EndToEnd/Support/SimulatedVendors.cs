using System.Net.Http.Json;
using Atelier.Contracts;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>Changes how the line's simulated models behave while they run; simulator/README.md has what can be said.</summary>
internal sealed class SimulatedVendors(TestLine line) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{line.Folder.KnownPortOf("simulator")}") };

    /// <summary>From now on a model behaves so.</summary>
    public async Task Set(string model, object mood)
    {
        using var answer = await _http.PutAsJsonAsync($"/_control/models/{model}", mood, AtelierJson.Options);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>From now on it behaves as the fleet says.</summary>
    public async Task Forget(string model) => (await _http.DeleteAsync($"/_control/models/{model}")).EnsureSuccessStatusCode();

    public void Dispose() => _http.Dispose();
}
