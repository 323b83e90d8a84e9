using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Intake.Tests.Support;
using Atelier.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Atelier.Intake.Tests;

public sealed class When_references_are_given : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly WebApplication _web = Web();
    private IntakeHost _host = null!;
    private Desk _desk = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _web.StartAsync(Ct);
        _host = await IntakeHost.Start(_folder, ("Intake:References:Trusted:0", _web.Urls.Single()), ("Intake:References:MaxBytes", "100000"));
        _desk = new Desk(_host.Address);
        await _desk.SetUpCampaign();
    }

    [Fact]
    public async Task a_fetched_image_is_kept_and_goes_with_the_request()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await _desk.Post(With("good", $$"""{"url":"{{_web.Urls.Single()}}/good.png","role":"style","weight":0.3}"""))).StatusCode);
        var requested = Assert.Single(await _host.Published.Wait<DeliverableRequested>(_desk.Tenant, 1));
        var reference = Assert.Single(requested.Spec.Stages[0].References);
        Assert.Equal(("style", 0.3, 48, 32, "image/png"), (reference.Role, reference.Weight, reference.Asset.Width, reference.Asset.Height, reference.Asset.MediaType));
        Assert.Equal(TestImage.Png.Length, (await _desk.Client.GetByteArrayAsync($"/v1/assets/{reference.Asset.Sha256}", Ct)).Length);
    }

    [Theory]
    [InlineData("/text.png", "no image")]
    [InlineData("/truncated.png", "cannot be decoded")]
    [InlineData("/bomb.png", "40000x40000")]
    [InlineData("/large.png", "larger than")]
    [InlineData("/missing.png", "404")]
    [InlineData("/redirect.png", "302")]
    public async Task what_cannot_be_used_is_refused_and_nothing_is_kept(string path, string found)
    {
        var good = $$"""{"url":"{{_web.Urls.Single()}}/good.png","role":"style"}""";
        var answer = await _desk.Post(With("bad", good, $$"""{"url":"{{_web.Urls.Single()}}{{path}}","role":"subject"}"""));
        var error = (await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!["errors"]!.AsArray().Single()!;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("stages[0].references[1].url", (string)error["field"]!);
        Assert.Contains(found, (string)error["found"]!);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, "data", "assets"), "*", SearchOption.AllDirectories));
        Assert.Equal(HttpStatusCode.NotFound, (await _desk.Client.GetAsync($"/v1/deliverables/{_desk.IdOf("bad")}", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/x.png")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::1]:1/x.png")]
    [InlineData("http://localhost:1/x.png")]
    [InlineData("http://10.0.0.8/x.png")]
    public async Task an_address_in_a_private_network_is_not_fetched(string url)
    {
        var answer = await _desk.Post(With("private", $$"""{"url":"{{url}}","role":"style"}"""));
        var error = (await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!["errors"]!.AsArray().Single()!;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("private", (string)error["remedy"]!);
    }

    [Fact]
    public async Task a_repeated_request_is_not_fetched_again()
    {
        var request = With("moved", $$"""{"url":"{{_web.Urls.Single()}}/once.png","role":"style"}""");
        Assert.Equal(HttpStatusCode.Accepted, (await _desk.Post(request)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await _desk.Post(request)).StatusCode); // the address is gone by now
    }

    [Fact]
    public async Task an_uploaded_image_can_be_referred_to_by_its_owner_alone()
    {
        var upload = await _desk.Client.PostAsync("/v1/references", new ByteArrayContent(TestImage.Png), Ct);
        Assert.Equal(HttpStatusCode.Created, upload.StatusCode);
        var sha = (string)(await upload.Content.ReadFromJsonAsync<JsonNode>(Ct))!["sha256"]!;
        var reference = $$"""{"asset":"{{sha}}","role":"subject"}""";
        Assert.Equal(HttpStatusCode.Accepted, (await _desk.Post(With("mine", reference))).StatusCode);

        using var rival = new Desk(_host.Address);
        await rival.SetUpCampaign();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await rival.Post(With("theirs", reference))).StatusCode);
    }

    [Fact]
    public async Task an_upload_that_is_no_image_or_too_large_is_refused()
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _desk.Client.PostAsync("/v1/references", new ByteArrayContent([1, 2, 3]), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _desk.Client.PostAsync("/v1/references", new ByteArrayContent(new byte[100_001]), Ct)).StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        _desk.Dispose();
        await _host.DisposeAsync();
        await _web.DisposeAsync();
        _folder.Dispose();
    }

    private static JsonNode With(string key, params string[] references) => Support.Requests.Image(key).With("stages[0].references", $"[{string.Join(",", references)}]");

    private static WebApplication Web()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var asked = 0;
        web.MapGet("/good.png", () => Results.Bytes(TestImage.Png));
        web.MapGet("/once.png", () => Interlocked.Increment(ref asked) == 1 ? Results.Bytes(TestImage.Png) : Results.NotFound());
        web.MapGet("/text.png", () => Results.Text("<html>", "image/png"));
        web.MapGet("/truncated.png", () => Results.Bytes(TestImage.Png[..(TestImage.Png.Length / 2)]));
        web.MapGet("/bomb.png", () => Results.Bytes(TestImage.Claiming(40_000, 40_000)));
        web.MapGet("/large.png", () => Results.Bytes(new byte[100_001]));
        web.MapGet("/redirect.png", () => Results.Redirect("/good.png"));
        return web;
    }
}
