using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Atelier.Contracts;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>An RFC 9457 problem.</summary>
internal sealed record Problem(string Type, string Title, int Status, string Detail, IReadOnlyList<RequestProblem>? Errors)
{
    /// <summary>Sends a body, which must be refused with a problem.</summary>
    public static Task<Problem> Of(HttpClient http, string path, string json) => Of(http, path, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>Sends a file, which must be refused with a problem.</summary>
    public static Task<Problem> Of(HttpClient http, string path, byte[] file) =>
        Of(http, path, new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } });

    private static async Task<Problem> Of(HttpClient http, string path, HttpContent content)
    {
        using var answer = await http.PostAsync(path, content);
        Assert.False(answer.IsSuccessStatusCode, $"{path} took it");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = (await answer.Content.ReadFromJsonAsync<Problem>(AtelierJson.Options))!;
        Assert.Equal((int)answer.StatusCode, problem.Status);
        return problem;
    }
}
