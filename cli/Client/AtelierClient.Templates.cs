using System.Net.Http.Json;
using System.Text;
using Atelier.Contracts;

namespace Atelier.Cli.Client;

public sealed partial class AtelierClient
{
    /// <summary>Publishes a version of a template or partial; the same again changes nothing.</summary>
    /// <param name="what">What to call it in errors.</param>
    /// <param name="yaml">The document.</param>
    /// <param name="ct">Stops asking.</param>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<PublishedTemplate> PublishTemplate(string what, string yaml, CancellationToken ct = default)
    {
        using var response = await Ask(what, () => new HttpRequestMessage(HttpMethod.Post, "/v1/templates") { Content = new StringContent(yaml, Encoding.UTF8, "application/yaml") }, ct);
        return (await response.Content.ReadFromJsonAsync<PublishedTemplate>(AtelierJson.Options, ct))!;
    }
}

/// <summary>A version that was published.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">From 1.</param>
/// <param name="Hash">What deliverables record.</param>
public sealed record PublishedTemplate(string Name, int Version, string Hash);
