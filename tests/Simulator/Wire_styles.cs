using System.Text.Json;

namespace Atelier.Simulator.Tests;

public sealed class When_an_image_is_asked_for_in_the_openai_style
{
    [Fact]
    public async Task it_comes_in_the_answer_with_its_seed_and_usage()
    {
        await using var vendors = await Vendors.Start();
        var answer = await vendors.OpenAi(new { model = "lumen-cine", prompt = "a lighthouse at dusk", size = "256x144", n = 2, quality = "high", seed = 7 });

        Assert.Equal(200, answer.Status);
        var second = await Pixels.Decode(answer.Image(1));
        Assert.Equal((256, 144), (second.Width, second.Height));
        Assert.Equal([7L, 8L], answer.Body.GetProperty("data").EnumerateArray().Select(d => d.GetProperty("seed").GetInt64()));
        Assert.Equal(2 * (int)Math.Round(4160 * 256 * 144 / (1024.0 * 1024)), answer.Body.GetProperty("usage").GetProperty("output_tokens").GetInt32());
        Assert.NotEqual(answer.Image(0), answer.Image(1));
    }

    [Fact]
    public async Task a_model_without_seeds_reports_none_and_varies()
    {
        await using var vendors = await Vendors.Start();
        var order = new { model = "lumen-mini", prompt = "a city", size = "64x64", seed = 7 };
        Answer first = await vendors.OpenAi(order), second = await vendors.OpenAi(order);

        Assert.Equal(JsonValueKind.Null, first.Body.GetProperty("data")[0].GetProperty("seed").ValueKind);
        Assert.NotEqual(first.Image(), second.Image());
    }

    [Fact]
    public async Task a_refusal_is_a_400_with_its_code()
    {
        await using var vendors = await Vendors.Start();
        var answer = await vendors.OpenAi(new { model = "lumen-cine", prompt = "gore, everywhere" });

        Assert.Equal(400, answer.Status);
        Assert.Equal("moderation_blocked", answer.Body.GetProperty("error").GetProperty("code").GetString());
    }
}

public sealed class When_a_job_is_queued_in_the_fal_style
{
    [Fact]
    public async Task it_is_202_until_it_is_done_and_its_file_can_be_fetched()
    {
        await using var vendors = await Vendors.Start(o => o with { Latency = 1 });
        var ticket = await vendors.Fal("kiln/swift-xl", new { prompt = "a mountain", image_size = new { width = 256, height = 144 }, seed = 5, num_images = 2 });
        var early = await vendors.Send(HttpMethod.Get, ticket.Text("status_url"), "Key");
        var tooEarly = await vendors.Send(HttpMethod.Get, ticket.Text("response_url"), "Key");
        var result = await vendors.FalResult(ticket);

        Assert.Equal((200, 202, 400, 200), (ticket.Status, early.Status, tooEarly.Status, result.Status));
        Assert.Equal(5, result.Body.GetProperty("seed").GetInt64());
        var image = result.Body.GetProperty("images")[1];
        var pixels = await Pixels.Decode(await vendors.Http.GetByteArrayAsync(image.GetProperty("url").GetString()!, TestContext.Current.CancellationToken));
        Assert.Equal((256, 144), (pixels.Width, pixels.Height));
    }

    [Fact]
    public async Task a_clip_is_h264_of_the_size_and_duration_asked()
    {
        await using var vendors = await Vendors.Start();
        var result = await vendors.FalResult(await vendors.Fal("kiln/drift-t2v", new { prompt = "a city", image_size = new { width = 160, height = 90 }, duration = "2", fps = 12 }));
        var clip = await vendors.Http.GetByteArrayAsync(result.Body.GetProperty("video").GetProperty("url").GetString()!, TestContext.Current.CancellationToken);

        var probe = await ClipProbe.Streams(clip);
        Assert.Contains("codec_name=h264|width=160|height=90|pix_fmt=yuv420p|avg_frame_rate=12/1", probe);
        Assert.Contains("duration=2.000000", probe);
        Assert.Equal(clip.Length, result.Body.GetProperty("video").GetProperty("file_size").GetInt32());
    }

    [Fact]
    public async Task a_refusal_shows_in_the_response()
    {
        await using var vendors = await Vendors.Start();
        var result = await vendors.FalResult(await vendors.Fal("kiln/swift-xl", new { prompt = "gore" }));

        Assert.Equal(422, result.Status);
        Assert.Equal("content_policy_violation", result.Body.GetProperty("detail")[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task a_canceled_job_completes_without_a_result()
    {
        await using var vendors = await Vendors.Start(o => o with { Latency = 50 });
        var ticket = await vendors.Fal("kiln/swift-xl", new { prompt = "a mountain", image_size = "square" });
        var cancel = await vendors.Send(HttpMethod.Put, ticket.Text("cancel_url"), "Key");

        Assert.Equal(202, cancel.Status);
        Assert.Equal(400, (await vendors.FalResult(ticket)).Status);
        Assert.Equal(400, (await vendors.Send(HttpMethod.Put, ticket.Text("cancel_url"), "Key")).Status);
    }
}

public sealed class When_a_prediction_is_made_in_the_replicate_style
{
    [Fact]
    public async Task it_succeeds_with_links_and_the_time_that_is_billed()
    {
        await using var vendors = await Vendors.Start();
        var done = await vendors.ReplicateResult(await vendors.Replicate("meridian/pocket-sd", new { prompt = "a portrait", width = 128, height = 128, seed = 3 }));

        Assert.Equal("succeeded", done.Text("status"));
        Assert.Equal("Using seed: 3\n", done.Text("logs"));
        Assert.True(done.Body.GetProperty("metrics").GetProperty("predict_time").GetDouble() > 0);
        await Pixels.Decode(await vendors.Http.GetByteArrayAsync(done.Body.GetProperty("output")[0].GetString()!, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task preferring_to_wait_answers_with_the_result()
    {
        await using var vendors = await Vendors.Start();
        vendors.Http.DefaultRequestHeaders.Add("Prefer", "wait=30");
        var done = await vendors.Replicate("meridian/pocket-sd", new { prompt = "a portrait", width = 64, height = 64 });

        Assert.Equal((201, "succeeded"), (done.Status, done.Text("status")));
    }

    [Fact]
    public async Task image_to_video_begins_with_the_image_given()
    {
        await using var vendors = await Vendors.Start();
        var still = (await vendors.OpenAi(new { model = "lumen-cine", prompt = "a portrait", size = "320x180", seed = 1 })).Image();
        var input = new { prompt = "she smiles", image = "data:image/png;base64," + Convert.ToBase64String(still), width = 320, height = 180, duration = 1, camera = "zoom-in" };
        var done = await vendors.ReplicateResult(await vendors.Replicate("meridian/reel-i2v", input));
        var clip = await vendors.Http.GetByteArrayAsync(done.Text("output"), TestContext.Current.CancellationToken);

        var begins = await Rendering.Ffmpeg.DecodeAsync(clip, 32, 18, TestContext.Current.CancellationToken);
        var asked = await Rendering.Ffmpeg.DecodeAsync(still, 32, 18, TestContext.Current.CancellationToken);
        Assert.True(begins!.Zip(asked!, (a, b) => Math.Abs(a - b)).Average() < 12);
    }

    [Fact]
    public async Task a_refusal_ends_as_failed()
    {
        await using var vendors = await Vendors.Start();
        var done = await vendors.ReplicateResult(await vendors.Replicate("meridian/pocket-sd", new { prompt = "gore" }));

        Assert.Equal("failed", done.Text("status"));
        Assert.Contains("flagged as sensitive", done.Text("error"));
    }
}
