using Atelier.Contracts;
using Atelier.Refiner.Comparison;
using Atelier.Refiner.Inspection;
using Atelier.Refiner.Media;
using Atelier.Refiner.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Refiner.Tests.Comparison;

public sealed class When_two_outputs_are_compared(MediaBench bench) : IClassFixture<MediaBench>
{
    [Theory]
    [InlineData(",scale=320:180")]
    [InlineData(",noise=alls=6:allf=t")]
    [InlineData(",gblur=sigma=1")]
    [InlineData(",eq=brightness=0.03")]
    public async Task a_picture_that_was_scaled_encoded_or_disturbed_a_little_looks_alike(string change)
    {
        var (distance, _) = await Compare(await bench.Picture("a.png"), await bench.Picture("b.jpg", change));
        Assert.InRange(distance!.Value, 0, OutputsCompared.Alike);
    }

    [Theory]
    [InlineData(",hflip")]
    [InlineData(",negate")]
    [InlineData(",rotate=PI/6")]
    public async Task a_changed_picture_looks_different(string change)
    {
        var (distance, _) = await Compare(await bench.Picture("a.png"), await bench.Picture("c.png", change));
        Assert.True(distance > OutputsCompared.Alike, $"{distance}");
    }

    [Fact]
    public async Task of_clips_the_most_different_pictures_count()
    {
        var original = await bench.Clip("a.mp4");
        Assert.Equal(0, (await Compare(original, original)).Distance);
        Assert.InRange((await Compare(original, await bench.Clip("b.mp4", ",noise=alls=4"))).Distance!.Value, 0, OutputsCompared.Alike);
        Assert.True((await Compare(original, await bench.Clip("c.mp4", ",hflip=enable='gt(t,1)'"))).Distance > OutputsCompared.Alike);
    }

    [Fact]
    public async Task a_picture_is_no_clip() => Assert.Equal(1, (await Compare(await bench.Picture("a.png"), await bench.Clip("a.mp4"))).Distance);

    [Fact]
    public async Task what_cannot_be_decoded_is_said()
    {
        var broken = Path.Combine(bench.Folder, "broken.png");
        await File.WriteAllBytesAsync(broken, (await File.ReadAllBytesAsync(await bench.Picture("a.png"), TestContext.Current.CancellationToken))[..2000], TestContext.Current.CancellationToken);
        var (distance, detail) = await Compare(await bench.Picture("a.png"), broken);
        Assert.Null(distance);
        Assert.Contains("what came back cannot be decoded", detail);
    }

    [Fact]
    public async Task a_command_is_answered_once()
    {
        using var folder = new TempFolder();
        await using var host = await RefinerHost.Start(folder);
        var output = await bench.Picture("a.png");
        var asset = await host.Assets.PutFile(output, new() { MediaType = "image/png" });
        var command = new CompareOutputs { TenantId = "acme", DeliverableId = Guid.NewGuid(), AttemptId = Guid.NewGuid(), Original = asset, Again = asset };
        await host.Send(Queues.Inspect, command);
        await host.Send(Queues.Inspect, command);
        await host.Send(Queues.Inspect, command with { AttemptId = Guid.NewGuid() });
        var events = await host.Heard.Until(2);
        Assert.Equal(1, events.Count(heard => heard.Event is OutputsCompared { Distance: 0 } told && told.AttemptId == command.AttemptId));
    }

    private async Task<(double? Distance, string? Detail)> Compare(string original, string again) =>
        await new OutputComparer(bench.Assets, new SpecimenReader(bench.Ffmpeg, new ClipReader(bench.Ffprobe))).Compare(await bench.Keep(original), await bench.Keep(again), TestContext.Current.CancellationToken);
}
