using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Atelier.Vendors.Tests.Support;

/// <summary>A request as it came over the wire, whole.</summary>
public sealed record Received
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>By name, whatever its case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>The parts of a multipart body; empty for any other.</summary>
    public required IReadOnlyList<FormPart> Parts { get; init; }

    public string? ContentType => Header("Content-Type");

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<Received> Of(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return new Received
        {
            Method = request.Method,
            Path = request.Path.Value!,
            Query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            Headers = request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = body.ToArray(),
            Parts = await PartsOf(request.ContentType, body.ToArray()),
        };
    }

    private static async Task<IReadOnlyList<FormPart>> PartsOf(string? contentType, byte[] body)
    {
        if (contentType is null || !contentType.StartsWith("multipart/form-data", StringComparison.Ordinal)) return [];
        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(contentType).Boundary).ToString(), new MemoryStream(body));
        var parts = new List<FormPart>();
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            using var content = new MemoryStream();
            await section.Body.CopyToAsync(content);
            var disposition = ContentDispositionHeaderValue.Parse(section.ContentDisposition!);
            var file = HeaderUtilities.RemoveQuotes(disposition.FileName);
            parts.Add(new FormPart(HeaderUtilities.RemoveQuotes(disposition.Name).ToString(), file.HasValue ? file.ToString() : null, section.ContentType, content.ToArray()));
        }

        return parts;
    }
}

/// <summary>One part of a multipart body; a file where it has a file name.</summary>
public sealed record FormPart(string Name, string? FileName, string? ContentType, byte[] Content)
{
    public string Text => Encoding.UTF8.GetString(Content);
}
