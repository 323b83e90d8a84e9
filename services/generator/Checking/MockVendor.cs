using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Atelier.Generator.Checking;

/// <summary>The vendor that a document describes, on loopback: every scene has a corner of its own, <c>/7/…</c>.</summary>
internal sealed class MockVendor : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ConcurrentDictionary<string, Scene> scenes = [];

    private MockVendor(WebApplication server) => this.server = server;

    public Uri Address => new(server.Urls.Single());

    public static async Task<MockVendor> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var mock = new MockVendor(builder.Build());
        mock.server.Run(mock.Serve);
        await mock.server.StartAsync();
        return mock;
    }

    public void Add(int number, Scene scene) => scenes[$"{number}"] = scene;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task Serve(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var address = new Uri(http.Request.GetEncodedUrl());
        var corner = address.AbsolutePath.Split('/')[1];
        if (!scenes.TryGetValue(corner, out var scene))
        {
            http.Response.StatusCode = 404;
            return;
        }

        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        await Answer(http, scene.Reply(new Received(
            scene.RoleOf(http.Request.Method, address), http.Request.Method, address.PathAndQuery[(corner.Length + 1)..], headers, body.ToArray(), Stopwatch.GetTimestamp())));
    }

    private static async Task Answer(HttpContext http, Reply reply)
    {
        if (reply.Delay > TimeSpan.Zero) await Task.Delay(reply.Delay, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (reply.Ending == Ending.Lost)
        {
            http.Abort();
            return;
        }

        http.Response.StatusCode = reply.Status;
        http.Response.ContentType = reply.MediaType;
        if (reply.RetryAfter is { } after) http.Response.Headers.RetryAfter = after;
        if (reply.Location is { } elsewhere) http.Response.Headers.Location = elsewhere;
        if (reply.Ending == Ending.Whole)
        {
            await http.Response.Body.WriteAsync(reply.Body);
            return;
        }

        http.Response.ContentLength = reply.Body.Length + 1;
        await http.Response.Body.WriteAsync(reply.Body);
        await http.Response.Body.FlushAsync();
        http.Abort();
    }
}
