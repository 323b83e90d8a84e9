using System.Text.Json;
using Atelier.Contracts;

namespace Atelier.Cli.Client;

/// <summary>The line refused a request; the message holds its reasons, a line each.</summary>
public sealed class RefusedException(int status, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    internal static async Task<RefusedException> From(HttpResponseMessage response, string what, CancellationToken ct)
    {
        var (status, text) = ((int)response.StatusCode, await response.Content.ReadAsStringAsync(ct));
        try
        {
            var problem = JsonSerializer.Deserialize<Problem>(text, AtelierJson.Options)!;
            var reasons = (problem.Errors ?? []).Select(error => $"\n  {error.Field}: found {error.Found}; {error.Remedy}");
            return new RefusedException(status, $"{what}: {problem.Title} ({status}). {problem.Detail}{string.Concat(reasons)}");
        }
        catch (JsonException)
        {
            return new RefusedException(status, $"{what}: refused with {status}.");
        }
    }

    private sealed record Problem(string? Title, string? Detail, IReadOnlyList<RequestProblem>? Errors);
}
