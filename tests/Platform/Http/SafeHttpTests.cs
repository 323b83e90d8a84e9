using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Atelier.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Atelier.Platform.Tests.Http;

public class When_an_address_is_asked_about
{
    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:93.184.216.34", true)]
    [InlineData("64:ff9b::a00:1", false)] // NAT64
    [InlineData("64:ff9b:1::a00:1", false)]
    [InlineData("::10.0.0.1", false)]
    [InlineData("::ffff:0:10.0.0.1", false)]
    [InlineData("2001:0:a00:1::", false)] // Teredo
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("100::1", false)]
    [InlineData("5f00::1", false)]
    [InlineData("192.0.0.8", false)]
    [InlineData("198.19.0.1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("2001:db8::1", false)]
    public void only_public_unicast_is_public(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddresses.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://api.example.com/x", null)]
    [InlineData("https://cdn.media.example/x", null)]
    [InlineData("https://media.example/x", "not among")]
    [InlineData("https://evil.test/", "not among")]
    [InlineData("https://api.example.com.evil.test/", "not among")]
    [InlineData("http://api.example.com/x", "https")]
    [InlineData("ftp://api.example.com/x", "http and https")]
    [InlineData("file:///etc/passwd", "http and https")]
    [InlineData("https://api.example.com:8443/x", "not among")]
    [InlineData("https://files.example.com:8443/x", null)]
    [InlineData("https://files.example.com/x", "not among")]
    [InlineData("https://api.example.com./x", "not among")]
    [InlineData("https://xmedia.example/x", "not among")]
    [InlineData("http://self.example.com:8188/x", null)]
    [InlineData("https://self.example.com:8188/x", "not among")]
    [InlineData("http://self.example.com/x", "https")]
    [InlineData("https://me:secret@api.example.com/", "user name")]
    public void only_the_named_hosts_are_allowed(string address, string? objection)
    {
        var rules = new OutboundRules { Hosts = ["api.example.com", "*.media.example", "files.example.com:8443"], Trusted = [new Uri("http://self.example.com:8188")] };
        var found = rules.Objection(new Uri(address));
        if (objection is null) Assert.Null(found); else Assert.Contains(objection, found);
    }
}

public sealed class When_a_file_is_fetched : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;
    private WebApplication server = null!;
    private Uri origin = null!;
    private SafeHttp trusting = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.MapGet("/file", () => Results.Bytes(new byte[1000]));
        server.MapGet("/redirect", () => Results.Redirect("/file"));
        server.MapGet("/trickle", async (HttpContext http) =>
        {
            await http.Response.Body.WriteAsync(new byte[1]);
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        server.MapGet("/cut", async (HttpContext http) =>
        {
            http.Response.ContentLength = 1000;
            await http.Response.Body.WriteAsync(new byte[10]);
            await http.Response.Body.FlushAsync();
            http.Abort();
        });
        server.MapGet("/drop", (HttpContext http) => http.Abort());
        server.MapGet("/bomb", async (HttpContext http) =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(http.Response.Body, CompressionLevel.Fastest);
            for (var i = 0; i < 100; i++) await gzip.WriteAsync(new byte[100_000]);
        });
        server.MapGet("/brotli-bomb", async (HttpContext http) =>
        {
            http.Response.Headers.ContentEncoding = "br";
            await using var brotli = new BrotliStream(http.Response.Body, CompressionLevel.Fastest);
            for (var i = 0; i < 100; i++) await brotli.WriteAsync(new byte[100_000]);
        });
        server.MapGet("/nonsense", (HttpContext http) =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            return Results.Bytes(new byte[1000]);
        });
        server.MapGet("/headers", (HttpContext http) => http.Response.Headers["X-Long"] = new string('x', 100_000));
        await server.StartAsync();
        origin = new Uri(server.Urls.Single());
        trusting = new SafeHttp(new OutboundRules { Hosts = [], Trusted = [origin] });
    }

    public async ValueTask DisposeAsync()
    {
        trusting.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task its_bytes_come_from_a_trusted_origin_though_it_is_private()
    {
        using var to = new MemoryStream();
        Assert.Equal(1000, await trusting.Download(new Uri(origin, "file"), to, 1000, Long, ct));
        Assert.Equal(1000, to.Length);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/file")]
    [InlineData("http://localhost:{0}/file")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/file")]
    [InlineData("http://2130706433:{0}/file")]
    [InlineData("http://0x7f.1:{0}/file")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    public async Task a_private_address_is_refused_however_it_is_written(string address)
    {
        using var open = new SafeHttp(new OutboundRules { PlainHttp = true });
        var error = await Fails(open, new Uri(string.Format(address, origin.Port)));
        Assert.Equal(OutboundFault.Refused, error.Fault);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("93.184.216.34", "10.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    public async Task a_name_that_leads_to_a_private_address_is_refused_even_among_public_ones(params string[] answers)
    {
        using var open = new SafeHttp(new OutboundRules { PlainHttp = true, Resolve = (_, _) => Task.FromResult(answers.Select(IPAddress.Parse).ToArray()) });
        var error = await Fails(open, new Uri($"http://picture.example:{origin.Port}/file"));
        Assert.Equal(OutboundFault.Refused, error.Fault);
    }

    [Fact]
    public async Task a_name_is_asked_for_once_a_connection_and_what_was_checked_is_connected_to()
    {
        var asked = 0;
        var rebinding = new OutboundRules
        {
            Trusted = [new Uri($"http://api.example:{origin.Port}")],
            Resolve = (_, _) => Task.FromResult(new[] { ++asked == 1 ? IPAddress.Loopback : IPAddress.Parse("127.0.0.2") }),
        };
        using var http = new SafeHttp(rebinding);
        using var to = new MemoryStream();
        await http.Download(new Uri($"http://api.example:{origin.Port}/file"), to, 1000, Long, ct);
        await http.Download(new Uri($"http://api.example:{origin.Port}/file"), to, 1000, Long, ct);
        Assert.Equal(1, asked); // nobody listens at the second address
    }

    [Fact]
    public async Task another_port_of_a_trusted_host_is_refused()
    {
        using var other = new SafeHttp(new OutboundRules { PlainHttp = true, Trusted = [new UriBuilder(origin) { Port = 1 }.Uri] });
        Assert.Equal(OutboundFault.Refused, (await Fails(other, new Uri(origin, "file"))).Fault);
    }

    [Theory]
    [InlineData("redirect", OutboundFault.BadStatus, 302)]
    [InlineData("missing", OutboundFault.BadStatus, 404)]
    [InlineData("cut", OutboundFault.Broken, null)]
    [InlineData("drop", OutboundFault.Broken, null)]
    [InlineData("bomb", OutboundFault.TooLarge, null)]
    [InlineData("brotli-bomb", OutboundFault.TooLarge, null)]
    [InlineData("nonsense", OutboundFault.Broken, null)]
    [InlineData("headers", OutboundFault.Broken, null)]
    public async Task a_bad_answer_says_what_it_was(string path, OutboundFault fault, int? status)
    {
        var error = await Fails(trusting, new Uri(origin, path));
        Assert.Equal((fault, status), (error.Fault, error.Status));
    }

    [Fact]
    public async Task a_connection_that_is_reset_midway_is_a_broken_answer()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answered = Answer();
        using var http = new SafeHttp(new OutboundRules { PlainHttp = true, Trusted = [new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/")] });
        var error = await Fails(http, new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/file"));
        Assert.Equal((OutboundFault.Broken, (int?)null), (error.Fault, error.Status));
        await answered;

        async Task Answer()
        {
            using var socket = await listener.AcceptSocketAsync(ct);
            await socket.ReceiveAsync(new byte[4096], ct);
            await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nten bytes."u8.ToArray(), ct);
            socket.LingerState = new LingerOption(true, 0); // closing resets
        }
    }

    [Fact]
    public async Task an_announced_size_beyond_the_limit_is_not_even_read() =>
        Assert.Equal(OutboundFault.TooLarge, (await Fails(trusting, new Uri(origin, "file"), maxBytes: 999)).Fault);

    [Fact]
    public async Task a_trickle_ends_at_the_time_limit()
    {
        var error = await Assert.ThrowsAsync<OutboundException>(
            () => trusting.Download(new Uri(origin, "trickle"), Stream.Null, 1000, TimeSpan.FromMilliseconds(200), ct));
        Assert.Equal(OutboundFault.TimedOut, error.Fault);
    }

    [Fact]
    public async Task no_listener_means_that_nothing_was_sent()
    {
        var nobody = new Uri("http://127.0.0.1:1/");
        using var http = new SafeHttp(new OutboundRules { Trusted = [nobody] });
        Assert.Equal(OutboundFault.Unreachable, (await Fails(http, nobody)).Fault);
    }

    [Fact]
    public async Task the_callers_own_cancellation_stays_a_cancellation() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => trusting.Download(new Uri(origin, "trickle"), Stream.Null, 1000, Long, new CancellationTokenSource(100).Token));

    private Task<OutboundException> Fails(SafeHttp http, Uri address, long maxBytes = 100_000) =>
        Assert.ThrowsAsync<OutboundException>(() => http.Download(address, Stream.Null, maxBytes, Long, ct));
}
