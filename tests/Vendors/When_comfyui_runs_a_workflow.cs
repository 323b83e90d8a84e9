using Atelier.Contracts;
using Atelier.Vendors.Tests.Apis;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests;

public sealed class When_comfyui_runs_a_workflow(VendorLine<ComfyServer> line) : IClassFixture<VendorLine<ComfyServer>>
{
    private const string Model = "comfyui/sdxl";

    private static readonly Dictionary<string, Case> Cases = new(Case.AsJob(Model, Wide))
    {
        ["a workflow that it will not take"] = new(Model)
        {
            Asks = Wide, Vendor = (server, api) => server.Instead(Op.Submit, api.Invalid("ckpt_name", "Value not in list")), Fails = FailureKind.InvalidRequest, Cost = Charged.Nothing, Taken = 0, Says = "Value not in list",
        },
        ["a node that fails"] = new(Model) { Asks = Wide, Vendor = (_, api) => ((ComfyServer)api).Exception = "Allocation on device", Fails = FailureKind.VendorError, Cost = Charged.Nothing, Says = "Allocation on device" },
        ["a file that is gone"] = new(Model) { Asks = Wide, Vendor = (server, _) => server.Instead(Op.File, Reply.Empty(404), times: 12), Fails = FailureKind.OutputLost },
        ["a file that comes at the second look"] = new(Model) { Asks = Wide, Vendor = (server, _) => server.Instead(Op.File, Reply.Empty(404)).Instead(Op.File, Reply.Dropped) },
        ["a restart forgets the job, and the deadline ends it"] = new(Model)
        {
            Asks = it => { Wide(it); it.Within = TimeSpan.FromSeconds(4); }, Vendor = (server, api) => server.Instead(Op.Status, Reply.Json(200, new { }), times: 100_000), Fails = FailureKind.TimedOut, Cost = Charged.Nothing,
        },
        ["turbo, without guidance"] = new("comfyui/sdxl-turbo") { Asks = it => it.Parameters = it.Parameters with { Width = 768, Height = 512, Guidance = null } },
        ["the small checkpoint"] = new("comfyui/sd-1.5") { Asks = it => it.Parameters = it.Parameters with { Width = 768, Height = 432, NegativePrompt = "fog" } },
        ["few steps"] = new("comfyui/flux-schnell") { Asks = it => it.Parameters = it.Parameters with { Width = 1024, Height = 1024, Guidance = null } },
    };

    public static TheoryData<string> Rows => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task an_attempt_ends_as_it_should(string row) => line.Prove(Cases[row]);

    [Fact]
    public async Task the_inputs_of_the_graph_are_bound_and_the_job_has_the_attempts_id()
    {
        var ran = await line.Prove(Cases["success"]);
        Assert.Equal(ran.Attempt.AttemptId.ToString("D"), ran.Row.JobId);
        var graph = line.Api.Workflow!.Value;
        var sampler = graph.GetProperty("3").GetProperty("inputs");
        Assert.Equal((7, 30, 4.5), (sampler.GetProperty("seed").GetInt64(), sampler.GetProperty("steps").GetInt32(), sampler.GetProperty("cfg").GetDouble()));
        Assert.Equal((1216, 832), (graph.GetProperty("5").GetProperty("inputs").GetProperty("width").GetInt32(), graph.GetProperty("5").GetProperty("inputs").GetProperty("height").GetInt32()));
        Assert.Equal("a lighthouse at dusk", graph.GetProperty("6").GetProperty("inputs").GetProperty("text").GetString());
        Assert.Equal("", graph.GetProperty("7").GetProperty("inputs").GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("comfyui/sdxl", "10")]
    [InlineData("comfyui/upscale-4x", "1")]
    public async Task a_picture_is_uploaded_first_and_the_graph_names_it(string model, string node)
    {
        var ran = await line.Prove(new Case(model) { Asks = await FromPicture() });
        var upload = Assert.Single(line.Server.Of(Op.Upload));
        var name = upload.Parts.Single(part => part.Name == "image").FileName;
        Assert.Equal($"atelier/{name}", line.Api.Workflow!.Value.GetProperty(node).GetProperty("inputs").GetProperty("image").GetString());
        Assert.NotNull(ran.Completed);
    }

    [Fact]
    public async Task an_upload_that_breaks_is_sent_again_and_nothing_is_unknown()
    {
        await line.Prove(new Case(Model)
        {
            Asks = await FromPicture(), Vendor = (server, api) => server.Instead(Op.Upload, Reply.Dropped).Instead(Op.Upload, api.Broken(500)).After(Op.Upload, _ => Reply.Dropped),
        });
        Assert.Equal(4, line.Server.Of(Op.Upload).Count);
        Assert.Single(line.Server.Of(Op.Upload).Select(upload => upload.Parts.Single(part => part.Name == "image").FileName).Distinct());
    }

    [Fact]
    public async Task an_upload_that_it_will_not_take_ends_the_attempt_before_it_is_asked_for_anything()
    {
        await line.Prove(new Case(Model)
        {
            Asks = await FromPicture(), Vendor = (server, _) => server.Instead(Op.Upload, Reply.Empty(413)), Fails = FailureKind.InvalidRequest, Cost = Charged.Nothing, Submissions = 0, Taken = 0,
        });
    }

    private async Task<Action<Given.Change>> FromPicture()
    {
        var picture = await line.Picture("firstFrame");
        return it =>
        {
            Wide(it);
            it.Parameters = it.Parameters with { References = [picture] };
        };
    }

    private static void Wide(Given.Change asks) => asks.Parameters = asks.Parameters with { Width = 1216, Height = 832 };
}
