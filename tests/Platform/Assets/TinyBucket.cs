using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Atelier.Platform.Tests.Assets;

/// <summary>As much of S3's HTTP as an asset store needs: put, get and list by prefix, path style, one bucket named <c>pictures</c>.</summary>
internal sealed class TinyBucket : IAsyncDisposable
{
    private WebApplication? _app;

    public ConcurrentDictionary<string, byte[]> Objects { get; } = new();

    public bool Full { get; set; }

    public async Task<string> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPut("/pictures/{**key}", Put);
        _app.MapGet("/pictures/{**key}", (string? key, HttpRequest request) => string.IsNullOrEmpty(key)
            ? Results.Text(List(request.Query["prefix"].ToString()), "application/xml")
            : Objects.TryGetValue(key, out var bytes) ? Results.Bytes(bytes) : Results.NotFound());
        await _app.StartAsync();
        return _app.Urls.Single();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }

    private async Task<IResult> Put(string key, HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        Assert.StartsWith("AWS4-HMAC-SHA256", request.Headers.Authorization.ToString());
        if (Full)
            return Results.Text("<Error><Code>XMinioStorageFull</Code><Message>full</Message></Error>", "application/xml", statusCode: 507);
        Objects[key] = body.ToArray();
        return Results.Ok();
    }

    private string List(string prefix) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>pictures</Name><IsTruncated>false</IsTruncated>
        {string.Concat(Objects.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Select(k => $"<Contents><Key>{k}</Key></Contents>"))}
        </ListBucketResult>
        """;
}
