using System.Text;
using System.Text.Json.Nodes;

namespace Atelier.Generator.Checking;

/// <summary>What a request is about.</summary>
internal enum Role { Upload, Submit, Status, Result, Output, Cancel, Other }

/// <summary>How an answer ends.</summary>
internal enum Ending
{
    Whole,

    /// <summary>The connection breaks before it begins.</summary>
    Lost,

    /// <summary>The connection breaks within it.</summary>
    Cut,
}

/// <summary>An answer of the mock.</summary>
internal sealed record Reply(int Status, byte[] Body, string MediaType = "application/json")
{
    public string? RetryAfter { get; init; }

    public string? Location { get; init; }

    public TimeSpan Delay { get; init; }

    public Ending Ending { get; init; }

    /// <summary>As the report tells it.</summary>
    public string Words => Ending switch
    {
        Ending.Lost => "connection lost",
        Ending.Cut => "answer cut",
        _ => Delay > TimeSpan.Zero ? "no answer" : $"{Status}",
    };

    public static Reply Json(int status, JsonNode body) => new(status, Encoding.UTF8.GetBytes(body.ToJsonString()));

    public static Reply Text(int status, string body, string mediaType = "text/html") => new(status, Encoding.UTF8.GetBytes(body), mediaType);
}
