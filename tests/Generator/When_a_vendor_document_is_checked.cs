using Atelier.Generator.Checking;
using Atelier.Generator.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Atelier.Generator.Tests;

public sealed class When_a_vendor_document_is_checked : IDisposable
{
    private const string Right = """
        vendor: test
        baseUrl: https://api.example.com
        auth: { header: X-Key, value: "{secret}", secret: TEST_KEY }
        calls:
          go:
            path: /go
            body: { prompt: "{prompt}", seed: "{seed}", scale: "{guidance}" }
            output: { url: [/url] }
            errors:
              - { status: [400], at: /code, is: [moderated], means: refused }
              - { status: [400], means: invalidRequest }
        models:
          one: { medium: image, seed: honoured, guidance: { min: 1, max: 9 }, sizes: { only: [64x64] }, call: go }
        """;

    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "catalog");

    private readonly string folder = Given.Folder();
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("kiln.yaml")] // addresses from answers
    [InlineData("kling.yaml")] // minted tokens, addresses that are built
    [InlineData("comfyui.yaml")] // pictures first, links made of parts
    [InlineData("stability.yaml")] // forms, and answers that are the picture
    public async Task a_shipped_one_ends_as_expected_whatever_happens(string file)
    {
        var report = await VendorCheck.Run(Path.Combine(Shipped, "vendors", file), Shipped, null, ct);
        Assert.True(report.Passed, string.Join('\n', report.Lines.Where(line => !line.Passed)));
        Assert.NotEmpty(report.Requests);
        Assert.Contains(report.Lines, line => line.Case == "the connection lost after the request" && line.Expected.StartsWith("submission unknown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_right_one_shows_what_is_asked_and_no_secret()
    {
        var report = await Check(Right);
        Assert.True(report.Passed, string.Join('\n', report.Lines.Where(line => !line.Passed)));
        var request = Assert.Single(report.Requests);
        Assert.Equal(("test/one", "POST /go"), (request.Model, request.Line));
        Assert.Contains("X-Key: [secret]", request.Headers);
        Assert.Contains("\"seed\": 7", request.Body);
    }

    [Fact]
    public async Task a_key_in_the_address_is_shown_to_nobody_else()
    {
        var report = await Check(Right.Replace("header: X-Key", "query: key"));
        Assert.True(report.Passed, string.Join('\n', report.Lines.Where(line => !line.Passed)));
        Assert.StartsWith("POST /go?key=[secret]", Assert.Single(report.Requests).Line);
    }

    [Theory]
    [InlineData(", scale: \"{guidance}\"", "", "test/one", "guidance: another value")] // a control that never arrives
    [InlineData("- { status: [400], at: /code, is: [moderated], means: refused }", "- { status: [400], means: failed }", "call go", "errors[1] to a submission: InvalidRequest")] // a rule behind one that takes all
    [InlineData("- { status: [400], means: invalidRequest }", "- { status: [200], means: failed }", "call go", "all is well")] // a good answer taken for a failure
    [InlineData("value: \"{secret}\", secret: TEST_KEY", "value: \"\"", "test/one", "who pays")] // nothing is shown
    public async Task a_mistake_that_only_a_run_shows_is_found(string right, string wrong, string subject, string @case)
    {
        Assert.Contains(right, Right);
        var report = await Check(Right.Replace(right, wrong));
        Assert.False(report.Passed);
        var line = report.Lines.First(line => !line.Passed && line.Subject == subject && line.Case == @case);
        Assert.NotEmpty(line.Remedy);
    }

    [Fact]
    public async Task a_server_of_ones_own_is_asked_once_for_the_cheapest()
    {
        await using var vendor = await TestVendor.Start();
        vendor.On("/sync", 200, $$"""{"image":"{{Given.PngBase64}}","seed":42}""").On("/link", 200, """{"url":"$URL/file"}""").File("/file", Given.Png);
        var catalog = vendor.Catalog(Path.Combine(folder, "catalog"));
        var output = Path.Combine(folder, "output");
        var check = LiveCheck.Of(Path.Combine(catalog, "vendors", "test.yaml"), catalog, "sync", new Uri(vendor.Url), Environment("TEST_KEY", TestVendor.Secret));
        Assert.Equal(("test/sync", "$0.0500", "512x512"), (check.Model, check.Price, check.Asks));
        var result = await check.Ask(output, ct);
        Assert.True(result.Passed, result.Words);
        Assert.Equal($"Bearer {TestVendor.Secret}", Assert.Single(vendor.Requests).Authorization);
        Assert.Equal(Given.Png, await File.ReadAllBytesAsync(output, ct));
        vendor.On("/sync", 401, $$"""{"error":"no such key: {{TestVendor.Secret}}"}""");
        _ = await check.Ask(null, ct); // the last good answer
        var failed = await check.Ask(null, ct);
        Assert.Equal((false, "VendorError: HTTP 401: no such key: [secret]"), (failed.Passed, failed.Words));
    }

    [Fact]
    public void without_a_key_the_real_one_is_not_asked()
    {
        var file = Path.Combine(folder, "test.yaml");
        File.WriteAllText(file, Right);
        Assert.Equal("TEST_KEY is not set", LiveCheck.Of(file, Shipped, null, null, Environment("OTHER", "x")).Missing);
        Assert.Null(LiveCheck.Of(file, Shipped, null, null, Environment("TEST_KEY", "x")).Missing);
        Assert.StartsWith("unpriced", LiveCheck.Of(file, Shipped, null, null, Environment("TEST_KEY", "x")).Price);
    }

    private Task<CheckReport> Check(string document)
    {
        var file = Path.Combine(folder, "test.yaml");
        File.WriteAllText(file, document);
        return VendorCheck.Run(file, Shipped, null, ct);
    }

    private static IConfiguration Environment(string name, string value) => new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();
}
