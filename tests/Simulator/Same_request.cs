using Atelier.Simulator.Fleets;

namespace Atelier.Simulator.Tests;

public sealed class When_the_same_request_is_made_again
{
    private static readonly object Order = new { model = "lumen-cine", prompt = "a mountain at dawn", size = "128x96", seed = 42, guidance = 6 };

    [Fact]
    public async Task another_server_answers_with_the_same_bytes_whoever_asks()
    {
        await using var one = await Vendors.Start();
        await using var other = await Vendors.Start();
        Assert.Equal((await one.OpenAi(Order, "first")).Image(), (await other.OpenAi(Order, "second")).Image());
    }

    [Fact]
    public async Task a_model_that_honours_seeds_repeats_itself_and_one_that_only_accepts_them_drifts()
    {
        await using var vendors = await Vendors.Start();
        async Task<byte[]> Fetch(string model)
        {
            var result = await vendors.FalResult(await vendors.Fal(model, new { prompt = "a city", image_size = new { width = 64, height = 64 }, seed = 9 }));
            return await vendors.Http.GetByteArrayAsync(result.Body.GetProperty("images")[0].GetProperty("url").GetString()!, TestContext.Current.CancellationToken);
        }
        Assert.Equal(await Fetch("kiln/swift-xl"), await Fetch("kiln/swift-xl"));
        Assert.NotEqual(await Fetch("kiln/swift-lite"), await Fetch("kiln/swift-lite"));
    }

    [Fact]
    public async Task without_a_seed_one_is_drawn_and_reported_and_makes_the_same_again()
    {
        await using var vendors = await Vendors.Start();
        var drawn = await vendors.OpenAi(new { model = "lumen-cine", prompt = "a bowl", size = "64x64" });
        var seed = drawn.Body.GetProperty("data")[0].GetProperty("seed").GetInt64();
        var repeated = await vendors.OpenAi(new { model = "lumen-cine", prompt = "a bowl", size = "64x64", seed });
        Assert.Equal(drawn.Image(), repeated.Image());
    }

    [Fact]
    public async Task a_clip_is_the_same_to_the_byte()
    {
        var request = new RenderRequest { Model = "meridian/reel-pro", Prompt = "a lake", Seed = 3, Width = 96, Height = 64, Duration = TimeSpan.FromSeconds(1), FramesPerSecond = 8 };
        var renderer = new Renderer(Fleet.Default);
        var stop = TestContext.Current.CancellationToken;
        Assert.Equal((await renderer.RenderAsync(request, stop)).Bytes, (await renderer.RenderAsync(request, stop)).Bytes);
    }

    [Theory]
    [InlineData("prompt")]
    [InlineData("seed")]
    [InlineData("guidance")]
    [InlineData("palette")]
    public async Task changing_what_it_depends_on_changes_the_picture(string what)
    {
        var request = new RenderRequest { Model = "kiln/swift-xl", Prompt = "a lake", Seed = 3, Guidance = 2, Width = 96, Height = 64, Forced = Defect.None };
        var changed = what switch
        {
            "prompt" => request with { Prompt = "a lake and a hill" },
            "seed" => request with { Seed = 4 },
            "guidance" => request with { Guidance = 9 },
            _ => request with { Palette = ["#ff0000"] },
        };
        var renderer = new Renderer(Fleet.Default);
        var stop = TestContext.Current.CancellationToken;
        Assert.NotEqual((await renderer.RenderAsync(request, stop)).Bytes, (await renderer.RenderAsync(changed, stop)).Bytes);
    }
}
