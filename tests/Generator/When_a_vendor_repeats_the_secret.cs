using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.Generator.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Atelier.Generator.Tests;

/// <summary>Everything that a run leaves behind is searched: logs to the last level, traces, events, database and all other files.</summary>
public sealed class When_a_vendor_repeats_the_secret : IAsyncLifetime
{
    private readonly string folder = Given.Folder();
    private readonly ConcurrentQueue<string> traces = [];
    private readonly ActivityListener listener;
    private TestVendor vendor = null!;
    private GeneratorHost host = null!;

    public When_a_vendor_repeats_the_secret()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name != "Microsoft.AspNetCore", // that is the vendor here
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => traces.Enqueue($"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
    }

    private string Data => Path.Combine(folder, "data");

    public async ValueTask InitializeAsync()
    {
        vendor = await TestVendor.Start();
        host = await GeneratorHost.Start(Data, vendor.Catalog(Path.Combine(folder, "catalog")), ("TEST_KEY", TestVendor.Secret));
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await host.DisposeAsync();
        await vendor.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task it_is_nowhere_in_what_a_run_leaves_behind()
    {
        vendor
            .On("/sync", 401, $$"""{"error":"Incorrect key {{TestVendor.Secret}}"}""")
            .On("/sync", 400, $$"""{"error":"{{new string('x', 290)}} {{TestVendor.Secret}}"}""") // the cut goes through it
            .On("/link", 200, $$"""{"url":"https://elsewhere.example/{{TestVendor.Secret}}?key={{TestVendor.Secret}}"}""")
            .On("/link", 200, $$"""{"url":"$URL/file?key={{TestVendor.Secret}}"}""")
            .File("/file", Given.Png)
            .On("/job", 200, $$"""{"id":"j1","statusUrl":"$URL/status?key={{TestVendor.Secret}}"}""")
            .On("/status", http => http.Response.WriteAsync($$"""{"state":"{{(http.Request.QueryString.Value == $"?key={TestVendor.Secret}" ? "FAILED" : "RUNNING")}}","error":"sorry, {{TestVendor.Secret}}"}"""));
        await host.Fails(Given.Attempt("test/sync"));
        await host.Fails(Given.Attempt("test/sync"));
        await host.Fails(Given.Attempt("test/link"));
        await host.Completes(Given.Attempt("test/link"));
        var job = await host.Fails(Given.Attempt("test/job"));
        Assert.Equal("FAILED: HTTP 200: sorry, [secret]", job.Detail); // so the address that was kept without it led to the job
        await host.DisposeAsync();

        // a quarter of it is as good as found: a cut one would be too
        var part = TestVendor.Secret[..8];
        Assert.NotEmpty(host.Logs);
        Assert.DoesNotContain(host.Logs, line => line.Contains(part));
        Assert.DoesNotContain(traces, line => line.Contains(part));
        Assert.DoesNotContain(part, JsonSerializer.Serialize<object[]>([.. host.Completed, .. host.Failed], AtelierJson.Options));
        var files = Directory.GetFiles(Data, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => Path.GetFileName(file).StartsWith("generator", StringComparison.Ordinal));
        Assert.All(files, file => Assert.DoesNotContain(part, Encoding.Latin1.GetString(File.ReadAllBytes(file))));
    }
}
