using System.Net;
using System.Text;

namespace Atelier.Simulator.Tests;

public sealed class When_the_wire_misbehaves
{
    private static object Fal(string prompt, int seed = 1) => new { prompt, image_size = new { width = 64, height = 64 }, seed };

    [Fact]
    public async Task faults_come_at_their_rates_and_the_same_way_in_every_run()
    {
        async Task<int[]> Run()
        {
            await using var vendors = await Vendors.Start(o => o with { FaultScale = 10, Directives = false });
            var statuses = new List<int>();
            for (var i = 0; i < 60; i++)
            {
                try { statuses.Add((await vendors.Fal("kiln/swift-xl", Fal("a lake", i))).Status); }
                catch (HttpRequestException) { statuses.Add(0); }
            }
            return [.. statuses];
        }
        var first = await Run();
        Assert.Contains(200, first);
        Assert.Contains(429, first);
        Assert.Contains(first, status => status >= 500);
        Assert.Equal(first, await Run());
    }

    [Fact]
    public async Task a_rate_limit_says_when_to_come_back_and_the_retry_passes()
    {
        await using var vendors = await Vendors.Start(o => o with { Latency = 0.01 });
        Answer limited = await vendors.Fal("kiln/swift-xl", Fal("[[sim:rateLimited]]")), retried = await vendors.Fal("kiln/swift-xl", Fal("[[sim:rateLimited]]"));
        Assert.Equal((429, 200), (limited.Status, retried.Status));
        Assert.Equal(TimeSpan.FromSeconds(1), limited.RetryAfter);
    }

    [Fact]
    public async Task an_outcome_can_be_forced_at_one_model_alone()
    {
        await using var vendors = await Vendors.Start(o => o with { Latency = 0.01 });
        Assert.Equal(429, (await vendors.Fal("kiln/swift-xl", Fal("[[sim:rateLimited@kiln/swift-xl]]"))).Status);
        Assert.Equal(200, (await vendors.Fal("kiln/swift-lite", Fal("[[sim:rateLimited@kiln/swift-xl]]"))).Status);
    }

    [Theory]
    [InlineData("lostBefore", "lost_before_accept")]
    [InlineData("lostAfter", "lost_after_accept")]
    public async Task a_lost_connection_is_in_the_log_as_what_it_was(string fault, string outcome)
    {
        await using var vendors = await Vendors.Start();
        foreach (var submit in (Func<Task<Answer>>[])[
            () => vendors.OpenAi(new { model = "lumen-cine", prompt = $"[[sim:{fault}]]", size = "64x64" }, "attempt"),
            () => vendors.Fal("kiln/swift-xl", Fal($"[[sim:{fault}]]"), "attempt"),
            () => vendors.Replicate("meridian/pocket-sd", new { prompt = $"[[sim:{fault}]]", width = 64, height = 64 }, "attempt")])
            await Assert.ThrowsAsync<HttpRequestException>(submit);

        var logged = await vendors.Submissions();
        Assert.Equal(3, logged.Length);
        Assert.All(logged, s => Assert.Equal((outcome, "attempt"), (s.GetProperty("outcome").GetString()!, s.GetProperty("externalId").GetString()!)));
    }

    [Fact]
    public async Task an_expired_link_is_dead_and_reading_the_result_again_gives_a_live_one()
    {
        await using var vendors = await Vendors.Start();
        var ticket = await vendors.Fal("kiln/swift-xl", Fal("[[sim:expiredLink]]"));
        async Task<HttpStatusCode> Fetch()
        {
            var result = await vendors.FalResult(ticket);
            using var file = await vendors.Http.GetAsync(result.Body.GetProperty("images")[0].GetProperty("url").GetString()!, TestContext.Current.CancellationToken);
            return file.StatusCode;
        }
        Assert.Equal(HttpStatusCode.Forbidden, await Fetch());
        Assert.Equal(HttpStatusCode.OK, await Fetch());
    }

    [Fact]
    public async Task a_failed_job_ends_in_each_queues_own_way()
    {
        await using var vendors = await Vendors.Start();
        Assert.Equal(500, (await vendors.FalResult(await vendors.Fal("kiln/swift-xl", Fal("[[sim:jobFailed]]")))).Status);
        Assert.Equal("failed", (await vendors.ReplicateResult(await vendors.Replicate("meridian/pocket-sd", new { prompt = "[[sim:jobFailed]]" }))).Text("status"));
    }

    [Fact]
    public async Task a_truncated_output_has_no_end_and_only_the_bench_is_told()
    {
        await using var vendors = await Vendors.Start();
        var answer = await vendors.OpenAi(new { model = "lumen-cine", prompt = "a lake [[sim:truncatedOutput]]", size = "64x64" });
        var sha = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(answer.Image()));
        Assert.False(answer.Image().AsSpan(^8..^4).SequenceEqual("IEND"u8));
        Assert.Equal(Defect.Truncated, vendors.TruthOf(sha));
        Assert.DoesNotContain("truncated", answer.Body.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"truncated\"", await vendors.Http.GetStringAsync("/_sim/truth?sha256=" + sha, TestContext.Current.CancellationToken));
    }
}

public sealed class When_a_request_is_bad
{
    [Theory]
    [InlineData("/openai/v1/images/generations")]
    [InlineData("/fal/kiln/swift-xl")]
    [InlineData("/replicate/v1/models/meridian/pocket-sd/predictions")]
    public async Task without_a_key_it_is_401(string path)
    {
        await using var vendors = await Vendors.Start();
        using var answer = await vendors.Http.PostAsync(path, new StringContent("{}", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task an_unknown_key_is_401_when_keys_are_set()
    {
        await using var vendors = await Vendors.Start(o => o with { Keys = ["another"] });
        Assert.Equal(401, (await vendors.OpenAi(new { model = "lumen-cine", prompt = "a lake" })).Status);
    }

    [Theory]
    [InlineData("""{"model":"lumen-cine"}""", 400, "missing_required_parameter")]
    [InlineData("""{"model":"lumen-cine","prompt":"x","size":"13x13"}""", 400, "invalid_value")]
    [InlineData("""{"model":"lumen-cine","prompt":"x","seed":-1}""", 400, "invalid_value")]
    [InlineData("""{"model":"lumen-cine","prompt":"x","palette":["red"]}""", 400, "invalid_value")]
    [InlineData("""{"model":"nobody","prompt":"x"}""", 404, "model_not_found")]
    [InlineData("""{"model":""", 400, "")]
    public async Task the_openai_style_says_so_in_its_error(string body, int status, string code)
    {
        await using var vendors = await Vendors.Start();
        vendors.Http.DefaultRequestHeaders.Authorization = new("Bearer", "k");
        using var answer = await vendors.Http.PostAsync("/openai/v1/images/generations", new StringContent(body), TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(code, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task the_queues_name_every_bad_field()
    {
        await using var vendors = await Vendors.Start();
        var fal = await vendors.Fal("kiln/swift-xl", new { prompt = "", seed = 1.5, guidance_scale = 99, image_size = "huge" });
        var replicate = await vendors.Replicate("meridian/reel-i2v", new { prompt = "x", duration = 900, camera = "spin", image = 7 });

        Assert.Equal((422, 422), (fal.Status, replicate.Status));
        Assert.Equal(["prompt", "guidance_scale", "seed", "image_size"], fal.Body.GetProperty("detail").EnumerateArray().Select(d => d.GetProperty("loc")[1].GetString()!));
        Assert.Equal(["input.duration", "input.camera", "input.image"], replicate.Body.GetProperty("invalid_fields").EnumerateArray().Select(d => d.GetProperty("field").GetString()!));
    }

    [Fact]
    public async Task an_image_that_is_none_is_refused_before_it_is_paid_for()
    {
        await using var vendors = await Vendors.Start();
        var answer = await vendors.Fal("kiln/drift-i2v", new { prompt = "x", image_url = "data:image/png;base64,aGVsbG8=" });
        Assert.Equal(422, answer.Status);
        Assert.Equal("invalid", Assert.Single(await vendors.Submissions()).GetProperty("outcome").GetString());
    }

    [Fact]
    public void absurd_options_stop_the_start_and_name_the_key() =>
        Assert.StartsWith("Latency:", Assert.Throws<ArgumentException>(() => SimulatorServer.Build(new SimulatorOptions { Latency = -1 })).Message);
}

public sealed class When_the_process_dies
{
    [Fact]
    public async Task the_next_one_still_knows_its_submissions_and_jobs()
    {
        var folder = Directory.CreateTempSubdirectory();
        SimulatorOptions Keep(SimulatorOptions o) => o with { SubmissionLog = Path.Combine(folder.FullName, "submissions.jsonl"), JobFolder = Path.Combine(folder.FullName, "jobs") };
        try
        {
            string id;
            await using (var before = await Vendors.Start(Keep))
                id = (await before.Fal("kiln/swift-xl", new { prompt = "a lake", image_size = new { width = 64, height = 64 }, seed = 1 }, "attempt-1")).Text("request_id");
            File.AppendAllText(Path.Combine(folder.FullName, "submissions.jsonl"), "{\"vendor\":\"fa"); // killed while writing

            await using var after = await Vendors.Start(Keep);
            var logged = Assert.Single(await after.Submissions());
            Assert.Equal((id, "attempt-1"), (logged.GetProperty("jobId").GetString()!, logged.GetProperty("externalId").GetString()!));
            var address = after.Http.BaseAddress + "fal/kiln/swift-xl/requests/" + id;
            var ticket = new Answer(200, System.Text.Json.JsonSerializer.SerializeToElement(new { status_url = address + "/status", response_url = address }), null);
            Assert.Equal(200, (await after.FalResult(ticket)).Status);

            await after.Fal("kiln/swift-xl", new { }, "attempt-2"); // must not land on the half line
            await using var last = await Vendors.Start(Keep);
            Assert.Equal(["attempt-1", "attempt-2"], (await last.Submissions()).Select(s => s.GetProperty("externalId").GetString()!));
        }
        finally { folder.Delete(recursive: true); }
    }
}

public sealed class When_outputs_are_tiny
{
    [Fact]
    public async Task every_style_answers_at_once_with_the_same_valid_picture()
    {
        await using var vendors = await Vendors.Start(o => o with { Tiny = true, Latency = 1, FaultScale = 100 });
        var image = (await vendors.OpenAi(new { model = "lumen-cine", prompt = "x" }, "id-1")).Image();
        var fal = await vendors.Send(HttpMethod.Get, (await vendors.Fal("kiln/swift-xl", new { prompt = "x" }, "id-2")).Text("response_url"), "Key");
        var replicate = await vendors.Replicate("meridian/pocket-sd", new { prompt = "x" }, "id-3");

        Assert.Equal(16, (await Pixels.Decode(image)).Width);
        Assert.Equal(image, await vendors.Http.GetByteArrayAsync(fal.Body.GetProperty("images")[0].GetProperty("url").GetString()!, TestContext.Current.CancellationToken));
        Assert.Equal("succeeded", replicate.Text("status"));
        Assert.Equal(["id-1", "id-2", "id-3"], (await vendors.Submissions()).Select(s => s.GetProperty("externalId").GetString()!));
    }
}
