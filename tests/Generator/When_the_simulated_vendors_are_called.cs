using Atelier.Contracts;
using Atelier.Generator.Tests.Support;
using Atelier.Platform.Assets;
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
