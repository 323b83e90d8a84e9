using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Atelier.Vendors.Tests.Support;

/// <summary>What a vendor answers.</summary>
public sealed record Reply(int Status, byte[] Body, string? ContentType)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The connection is cut instead of an answer, or, with a body, in the middle of it.</summary>
    public bool Cut { get; init; }

    public static Reply Json(int status, object body) => new(status, body is string text ? Encoding.UTF8.GetBytes(text) : JsonSerializer.SerializeToUtf8Bytes(body), "application/json");

    public static Reply Bytes(byte[] content, string contentType) => new(200, content, contentType);

    public static Reply Empty(int status) => new(status, [], null);

    /// <summary>No answer: the connection is gone.</summary>
    public static Reply Dropped { get; } = Empty(0) with { Cut = true };

    public Reply With(string header, string? value) => value is null ? this : this with { Headers = [.. Headers, (header, value)] };

    /// <summary>The same, but for something that cannot be read: a JSON body that ends in its middle.</summary>
    public Reply Garbled() => this with { Body = Body[..(Body.Length / 2)] };

    internal async Task Write(HttpContext http)
    {
        if (Cut && Body.Length == 0)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = Status;
        foreach (var (name, value) in Headers) http.Response.Headers.Append(name, value);
        if (ContentType is not null) http.Response.ContentType = ContentType;
        http.Response.ContentLength = Body.Length;
        await http.Response.Body.WriteAsync(Cut ? Body.AsMemory(0, Body.Length / 2) : Body);
        if (!Cut) return;
        await http.Response.Body.FlushAsync();
        http.Abort();
    }
}
