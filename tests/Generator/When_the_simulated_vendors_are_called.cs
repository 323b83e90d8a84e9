using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Running;
using Atelier.Generator.Tests.Support;
using Atelier.Platform.Assets;
using Atelier.Platform.Media;
using Atelier.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Generator.Tests;

/// <summary>The catalog's own documents against the servers that they describe.</summary>
public sealed class When_the_simulated_vendors_are_called : IAsyncLifetime
{
    private const string Style1 = "lumen", Style2 = "kiln", Style3 = "meridian";

    private readonly string folder = Given.Folder();
    private WebApplication simulator = null!;
    private GeneratorHost host = null!;

    public async ValueTask InitializeAsync()
    {
        simulator = SimulatorServer.Build(new SimulatorOptions { Url = "http://127.0.0.1:0", Latency = 0, FaultScale = 0, DefectScale = 0, Directives = true });
        await simulator.StartAsync();
        var catalog = Path.Combine(folder, "catalog");
        Copy(Path.Combine(AppContext.BaseDirectory, "catalog", "vendors"), Path.Combine(catalog, "vendors"));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "catalog", "prices.yaml"), Path.Combine(catalog, "prices.yaml"));
        File.WriteAllText(Path.Combine(catalog, "routing.yaml"), "tiers: { main: {} }\n");
        var url = SimulatorServer.AddressOf(simulator);
        host = await GeneratorHost.Start(Path.Combine(folder, "data"), catalog, [.. new[] { Style1, Style2, Style3 }.Select(vendor => ($"Vendors:{vendor}:BaseUrl", url))]);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await simulator.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("lumen/cine", 80_000L)]
    [InlineData("lumen/mini", 11_000L)]
    [InlineData("kiln/swift-xl", 10_000L)]
    [InlineData("kiln/swift-lite", 3_000L)]
    [InlineData("kiln/portra-id", 40_000L)]
    [InlineData("meridian/atlas-ultra", 60_000L)]
    [InlineData("meridian/pocket-sd", 3_500L)]
    [InlineData("meridian/castable", 45_000L)]
    public async Task every_image_model_gives_a_picture_of_the_size_that_was_asked(string model, long micros)
    {
        var done = await host.Completes(Given.Attempt(model));
        Assert.Equal(("image/png", 256, 144), (done.Output.MediaType, done.Output.Width, done.Output.Height));
        Assert.Equal(Cost.Of(micros), done.Cost);
        Assert.Equal(model == "lumen/mini" ? null : 7L, done.Seed);
    }

    [Theory]
    [InlineData("kiln/drift-t2v", 50_000L)]
    [InlineData("kiln/drift-i2v", 60_000L)]
    [InlineData("meridian/reel-pro", 250_000L)]
    [InlineData("meridian/reel-i2v", 220_000L)]
    public async Task every_video_model_gives_a_clip(string model, long micros)
    {
        var still = await host.Services.GetRequiredService<IAssetStore>().Put(new MemoryStream(Given.Png), new Platform.Media.MediaFacts { MediaType = "image/png" }, TestContext.Current.CancellationToken);
        var done = await host.Completes(Given.Attempt(model, a => a.Parameters = a.Parameters with
        {
            Medium = Medium.Video, Width = 160, Height = 90, Duration = TimeSpan.FromSeconds(1), Motion = new Motion { Strength = 0.5, Camera = "slow push-in" },
            References = model.EndsWith("i2v") ? [new Reference { Asset = still, Role = "firstFrame" }] : [],
        }));
        Assert.Equal(("video/mp4", Cost.Of(micros)), (done.Output.MediaType, done.Cost));
    }

    [Fact]
    public async Task a_reference_is_brought_within_what_a_model_takes()
    {
        var picture = (await host.Completes(Given.Attempt("kiln/swift-xl", a => a.Parameters = a.Parameters with { Width = 640, Height = 360 }))).Output;
        var small = await Fit(picture, new ReferenceLimits { MaxEdge = 128, MediaTypes = ["image/jpeg"] });
        var facts = MediaSniffer.TryRead(small.Bytes)!;
        Assert.Equal(("image/jpeg", "image/jpeg", 128, 72, 0.4), (small.MediaType, facts.MediaType, facts.Width, facts.Height, small.Weight));
        Assert.Equal(small.Bytes, (await Fit(picture, new ReferenceLimits { MaxEdge = 128, MediaTypes = ["image/jpeg"] })).Bytes);
        Assert.InRange((await Fit(picture, new ReferenceLimits { MaxBytes = 20_000 })).Bytes.Length, 1_000, 20_000);
        Assert.Equal(picture.Bytes, (await Fit(picture, new ReferenceLimits { MaxEdge = 640, MaxBytes = picture.Bytes, MediaTypes = ["image/webp", "image/png"] })).Bytes.Length);
        Assert.Contains("within 100 bytes", (await Assert.ThrowsAsync<InvalidDataException>(() => Fit(picture, new ReferenceLimits { MaxBytes = 100 }))).Message);
    }

    [Fact]
    public async Task a_first_frame_that_is_too_large_is_made_smaller_before_it_is_sent()
    {
        var still = (await host.Completes(Given.Attempt("kiln/swift-xl", a => a.Parameters = a.Parameters with { Width = 1600, Height = 900 }))).Output;
        Assert.Equal("video/mp4", (await host.Completes(Clip(still))).Output.MediaType);
    }

    [Fact]
    public async Task a_reference_that_is_no_picture_is_refused_with_the_reason()
    {
        var broken = await host.Services.GetRequiredService<IAssetStore>().Put(new MemoryStream(Given.Png[..40]), new MediaFacts { MediaType = "image/png" }, TestContext.Current.CancellationToken);
        var failed = await host.Fails(Clip(broken));
        Assert.Equal(FailureKind.InvalidRequest, failed.Failure);
        Assert.Contains("cannot be decoded", failed.Detail);
    }

    private static GenerateAttempt Clip(AssetRef first) => Given.Attempt("kiln/drift-i2v", a => a.Parameters = a.Parameters with
    {
        Medium = Medium.Video, Width = 160, Height = 90, Duration = TimeSpan.FromSeconds(1), References = [new Reference { Asset = first, Role = "firstFrame" }],
    });

    private Task<Wire.TemplateValues.Picture> Fit(AssetRef asset, ReferenceLimits limits) =>
        host.Services.GetRequiredService<ReferenceFitter>().Fit(new Reference { Asset = asset, Role = "style", Weight = 0.4 }, limits, TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("lumen/cine", "refusal", FailureKind.Refused)]
    [InlineData("kiln/swift-xl", "refusal", FailureKind.Refused)]
    [InlineData("meridian/pocket-sd", "refusal", FailureKind.Refused)]
    [InlineData("kiln/swift-xl", "jobFailed", FailureKind.VendorError)]
    [InlineData("meridian/pocket-sd", "jobFailed", FailureKind.VendorError)]
    [InlineData("kiln/swift-xl", "truncatedOutput", FailureKind.VendorError)]
    [InlineData("meridian/pocket-sd", "truncatedOutput", FailureKind.VendorError)]
    [InlineData("lumen/cine", "lostAfter", FailureKind.SubmissionUnknown)]
    [InlineData("kiln/swift-xl", "lostAfter", FailureKind.SubmissionUnknown)]
    [InlineData("meridian/pocket-sd", "lostAfter", FailureKind.SubmissionUnknown)]
    public async Task a_fault_is_told_by_its_kind(string model, string fault, FailureKind kind)
    {
        var failed = await host.Fails(Prompt(model, fault));
        Assert.Equal(kind, failed.Failure);
        Assert.Equal(kind == FailureKind.SubmissionUnknown, failed.Cost.Micros is null);
        Assert.Equal(fault == "truncatedOutput", failed.Cost.Micros > 0);
    }

    [Theory]
    [InlineData("kiln/swift-xl")]
    [InlineData("meridian/pocket-sd")]
    public async Task an_expired_link_is_read_again(string model) => await host.Completes(Prompt(model, "expiredLink"));

    private static GenerateAttempt Prompt(string model, string fault) =>
        Given.Attempt(model, a => a.Parameters = a.Parameters with { Prompt = $"a lighthouse [[sim:{fault}]]" });

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
