using Atelier.Contracts;
using Atelier.Vendors.Tests.Apis;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests;

public sealed class When_a_web_ui_makes_images(VendorLine<WebUi> line) : IClassFixture<VendorLine<WebUi>>
{
    private const string Model = "a1111/sdxl";

    private static readonly Dictionary<string, Case> Cases = new(Case.AtOnce(Model, Wide))
    {
        ["what it will not take"] = new(Model)
        {
            Asks = Wide, Vendor = (server, api) => server.Instead(Op.Submit, api.Invalid("width", "too wide")), Fails = FailureKind.InvalidRequest, Cost = Charged.Nothing, Taken = 0, Says = "too wide",
        },
        ["no memory on the card is passing"] = new(Model) { Asks = Wide, Vendor = (server, _) => server.Instead(Op.Submit, WebUi.NoMemory()), Submissions = 2 },
        ["the small checkpoint"] = new("a1111/sd-1.5") { Asks = it => it.Parameters = it.Parameters with { Width = 768, Height = 432 } },
        ["without guidance, its own"] = new(Model) { Asks = it => { Wide(it); it.Parameters = it.Parameters with { Guidance = null }; } },
    };

    public static TheoryData<string> Rows => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task an_attempt_ends_as_it_should(string row) => line.Prove(Cases[row]);

    [Fact]
    public async Task the_request_says_what_was_asked_and_who_asks()
    {
        var ran = await line.Prove(Cases["success"]);
        Assert.Equal(7, ran.Completed!.Seed);
        Assert.Equal(
            """{"prompt":"a lighthouse at dusk","seed":7,"steps":30,"cfg_scale":4.5,"width":1216,"height":688,"sampler_name":"DPM\u002B\u002B 2M","batch_size":1,"n_iter":1,"override_settings":{"sd_model_checkpoint":"sd_xl_base_1.0.safetensors"},"override_settings_restore_afterwards":false,"send_images":true,"save_images":false}""",
            Assert.Single(line.Server.Requests).Text);
    }

    [Theory]
    [InlineData("a1111/sdxl", "/sdapi/v1/img2img")]
    [InlineData("a1111/upscale-4x", "/sdapi/v1/extra-single-image")]
    [InlineData("a1111/upscale-drawn", "/sdapi/v1/extra-single-image")]
    public async Task a_picture_to_start_from_goes_as_base64(string model, string path)
    {
        var picture = await line.Picture("firstFrame");
        await line.Prove(new Case(model) { Asks = it => { Wide(it); it.Parameters = it.Parameters with { References = [picture] }; } });
        Assert.Equal(path, Assert.Single(line.Server.Requests).Path);
    }

    [Fact]
    public async Task a_password_that_it_repeats_goes_no_further()
    {
        var ran = await line.Prove(new Case(Model)
        {
            Asks = Wide, Vendor = (server, _) => server.Instead(Op.Submit, Reply.Json(401, new { detail = $"Incorrect username or password: {WebUi.Login}" })), Fails = FailureKind.VendorError, Cost = Charged.Nothing, Taken = 0,
        });
        Assert.DoesNotContain("not-to-be-seen", ran.Failed!.Detail, StringComparison.Ordinal);
    }

    private static void Wide(Given.Change asks) => asks.Parameters = asks.Parameters with { Width = 1216, Height = 688 };
}

public sealed class When_sd_cpp_makes_images(VendorLine<SdCpp> line) : IClassFixture<VendorLine<SdCpp>>
{
    private static readonly Dictionary<string, Case> Cases = new(Case.AtOnce("sd-cpp/served", Square))
    {
        ["few steps, no guidance"] = new("sd-cpp/served-turbo") { Asks = Square },
        ["what it will not take"] = new("sd-cpp/served")
        {
            Asks = Square, Vendor = (server, _) => server.Instead(Op.Submit, Reply.Json(400, new { error = "width and height must be positive" })), Fails = FailureKind.InvalidRequest, Cost = Charged.Nothing, Taken = 0, Says = "must be positive",
        },
    };

    public static TheoryData<string> Rows => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task an_attempt_ends_as_it_should(string row) => line.Prove(Cases[row]);

    [Fact]
    public async Task without_a_password_none_is_shown()
    {
        var picture = await line.Picture("firstFrame");
        await line.Prove(new Case("sd-cpp/served") { Asks = it => { Square(it); it.Parameters = it.Parameters with { References = [picture] }; } });
        var request = Assert.Single(line.Server.Requests);
        Assert.Equal(("/sdapi/v1/img2img", null), (request.Path, request.Header("Authorization")));
    }

    private static void Square(Given.Change asks) => asks.Parameters = asks.Parameters with { Width = 512, Height = 512 };
}
