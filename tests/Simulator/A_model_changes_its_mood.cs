using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Atelier.Simulator.Tests;

public sealed class A_model_changes_its_mood
{
    private const string Model = "kiln/swift-xl";

    [Fact]
    public async Task Outputs_go_bad_as_often_as_told_and_in_the_way_told_and_only_until_told_otherwise()
    {
        await using var vendors = await Vendors.Start();
        Assert.Equal(Defect.None, await Make(vendors, Model, 1));
        await Set(vendors, Model, new { defectRate = 1, defect = "blurred" });
        Assert.Equal(Defect.Blurred, await Make(vendors, Model, 2));
        Assert.Equal(Defect.None, await Make(vendors, "kiln/swift-lite", 2));
        Assert.Equal(HttpStatusCode.NoContent, (await vendors.Http.DeleteAsync($"/_control/models/{Model}", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(Defect.None, await Make(vendors, Model, 3));
    }

    [Fact]
    public async Task A_share_of_outputs_is_bad_when_a_share_is_asked_for_whatever_the_factor_on_defects()
    {
        await using var vendors = await Vendors.Start(options => options with { DefectScale = 0 });
        await Set(vendors, Model, new { defectRate = 0.5 });
        var bad = 0;
        for (var seed = 0; seed < 40; seed++)
            bad += await Make(vendors, Model, seed, 64) is Defect.None ? 0 : 1;
        Assert.InRange(bad, 10, 30);
    }

    [Fact]
    public async Task Its_vendor_fails_as_told_whatever_the_factor_on_faults()
    {
        await using var vendors = await Vendors.Start();
        await Set(vendors, Model, new { faults = new { serverError = 1 } });
        Assert.InRange((await vendors.Fal(Model, Body(1))).Status, 500, 503);
        await Set(vendors, Model, new { faults = new { refusal = 1 } });
        Assert.Equal(422, (await vendors.FalResult(await vendors.Fal(Model, Body(1)))).Status);
        await Set(vendors, Model, new { });
        Assert.Equal(200, (await vendors.Fal(Model, Body(1))).Status);
    }

    [Fact]
    public async Task It_keeps_people_waiting_as_told_and_bills_the_time_it_takes()
    {
        await using var vendors = await Vendors.Start();
        await using var usual = await Vendors.Start(); // where it is the first of its kind, too
        await Set(vendors, "meridian/pocket-sd", new { latency = 3 });
        Assert.Equal(3 * await Took(usual, "meridian/pocket-sd"), await Took(vendors, "meridian/pocket-sd"), precision: 6);
    }

    [Fact]
    public async Task It_is_full_beyond_the_jobs_it_takes_at_once()
    {
        await using var vendors = await Vendors.Start(options => options with { Latency = 100 });
        await Set(vendors, Model, new { concurrency = 2 });
        Assert.Equal(200, (await vendors.Fal(Model, Body(1))).Status);
        Assert.Equal(200, (await vendors.Fal(Model, Body(2))).Status);
        Assert.Equal(429, (await vendors.Fal(Model, Body(3))).Status);
        Assert.Equal(200, (await vendors.Fal("kiln/swift-lite", Body(3))).Status);
    }

    [Theory]
    [InlineData(Model, """{"defectRate":1.2}""", "defectRate: Should be a share from 0 to 1")]
    [InlineData(Model, """{"defectRate":1,"defect":"frozenFrames"}""", "defect: kiln/swift-xl has Blank, Blurred, WrongAspect, OffPalette")]
    [InlineData(Model, """{"defect":"blurred"}""", "defectRate: Should say how often the defect comes, from 0 to 1")]
    [InlineData(Model, """{"faults":{"serverEror":1}}""", "serverEror")]
    [InlineData(Model, """{"faults":{"refusal":-1}}""", "faults.refusal: Should be a probability from 0 to 1")]
    [InlineData(Model, """{"latency":-1}""", "latency: Should be a factor from 0 to 1000")]
    [InlineData(Model, """{"concurrency":-1}""", "concurrency: Should be a number of jobs, or left out")]
    [InlineData("kiln/swift", "{}", "There is no model 'kiln/swift': lumen-cine")]
    public async Task What_cannot_be_is_refused(string model, string body, string why)
    {
        await using var vendors = await Vendors.Start();
        using var answer = await vendors.Http.PutAsync($"/_control/models/{model}", new StringContent(body), TestContext.Current.CancellationToken);
        Assert.Contains(why, (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("detail").GetString());
        Assert.Equal("{}", await vendors.Http.GetStringAsync("/_control/models", TestContext.Current.CancellationToken));
    }

    private static async Task Set(Vendors vendors, string model, object mood)
    {
        using var answer = await vendors.Http.PutAsJsonAsync($"/_control/models/{model}", mood, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static object Body(int seed, int side = 128) => new { prompt = "a cup", seed, image_size = new { width = side, height = side } };

    private static async Task<Defect?> Make(Vendors vendors, string model, int seed, int side = 128)
    {
        var answer = await vendors.FalResult(await vendors.Fal(model, Body(seed, side)));
        var bytes = await vendors.Http.GetByteArrayAsync(answer.Body.GetProperty("images")[0].GetProperty("url").GetString(), TestContext.Current.CancellationToken);
        return vendors.TruthOf(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
    }

    private static async Task<double> Took(Vendors vendors, string model)
    {
        var prediction = await vendors.ReplicateResult(await vendors.Replicate(model, new { prompt = "a cup", seed = 1, width = 128, height = 128 }));
        return prediction.Body.GetProperty("metrics").GetProperty("predict_time").GetDouble();
    }
}
