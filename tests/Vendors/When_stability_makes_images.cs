using Atelier.Contracts;
using Atelier.Vendors.Tests.Apis;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests;

public sealed class When_stability_makes_images(VendorLine<StabilityImages> line) : IClassFixture<VendorLine<StabilityImages>>
{
    private const string Model = "stability/sd3.5-large";

    private static readonly Dictionary<string, Case> Cases = new(Case.AtOnce(Model, Wide))
    {
        ["an answer that cannot be read is charged: the output was made"] = new(Model)
        {
            Asks = Wide, Vendor = (server, _) => server.After(Op.Submit, answer => answer.Garbled()), Fails = FailureKind.VendorError, Says = "ends early",
        },
        ["moderation of the prompt"] = new(Model)
        {
            Asks = Wide, Vendor = (server, api) => server.Instead(Op.Submit, api.Refusal()), Fails = FailureKind.Refused, Cost = Charged.Nothing, Taken = 0, Says = "content moderation system",
        },
        ["moderation of the picture, by a header: nobody says what it costs"] = new(Model)
        {
            Asks = Wide, Vendor = (server, _) => server.After(Op.Submit, _ => StabilityImages.Filtered()), Fails = FailureKind.Refused, Cost = Charged.Unpriced,
        },
        ["the picture breaks off"] = new(Model)
        {
            Asks = Wide, Vendor = (server, _) => server.After(Op.Submit, answer => answer with { Cut = true }), Fails = FailureKind.SubmissionUnknown, Cost = Charged.Unpriced,
        },
        ["ultra"] = new("stability/ultra") { Asks = Wide },
        ["core"] = new("stability/core") { Asks = Wide },
        ["turbo"] = new("stability/sd3.5-large-turbo") { Asks = Wide },
        ["medium"] = new("stability/sd3.5-medium") { Asks = Wide },
        ["flash"] = new("stability/sd3.5-flash") { Asks = Wide },
    };

    public static TheoryData<string> Rows => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task an_attempt_ends_as_it_should(string row) => line.Prove(Cases[row]);

    [Fact]
    public async Task the_form_says_what_was_asked_and_the_seed_is_read_from_a_header()
    {
        var ran = await line.Prove(new Case(Model) { Asks = it => { Wide(it); it.Parameters = it.Parameters with { NegativePrompt = "fog" }; } });
        Assert.Equal(343940597, ran.Completed!.Seed);
        Assert.Equal(
            ["prompt=a lighthouse at dusk", "negative_prompt=fog", "model=sd3.5-large", "mode=text-to-image", "aspect_ratio=16:9", "cfg_scale=4.5", "seed=7", "output_format=png"],
            Assert.Single(line.Server.Requests).Parts.Select(part => $"{part.Name}={part.Text}"));
    }

    [Theory]
    [InlineData("stability/ultra", "/v2beta/stable-image/generate/ultra", "strength")]
    [InlineData("stability/sd3.5-medium", "/v2beta/stable-image/generate/sd3", "strength")]
    [InlineData("stability/upscale-fast", "/v2beta/stable-image/upscale/fast", "output_format")]
    [InlineData("stability/upscale-conservative", "/v2beta/stable-image/upscale/conservative", "creativity")]
    public async Task a_picture_to_start_from_is_a_file_of_the_form(string model, string path, string field)
    {
        var picture = await line.Picture("firstFrame");
        await line.Prove(new Case(model) { Asks = it => { Wide(it); it.Parameters = it.Parameters with { References = [picture] }; } });
        var request = Assert.Single(line.Server.Requests);
        Assert.Equal(path, request.Path);
        Assert.Contains(request.Parts, part => part.Name == field);
        Assert.Equal(Given.Png, request.Parts.Single(part => part.Name == "image").Content);
    }

    [Theory]
    [InlineData("SUCCESS", null)]
    [InlineData("CONTENT_FILTERED", FailureKind.Refused)]
    public async Task the_creative_upscaler_is_a_job(string finish, FailureKind? fails)
    {
        var picture = await line.Picture("firstFrame");
        var ran = await line.Prove(new Case("stability/upscale-creative")
        {
            Asks = it => { Wide(it); it.Parameters = it.Parameters with { References = [picture] }; },
            Vendor = (_, api) => ((StabilityImages)api).Finish = finish,
            Fails = fails, Cost = fails is null ? Charged.Full : Charged.Unpriced,
        });
        Assert.Equal(new string('a', 64), ran.Row.JobId);
        Assert.Equal(2, line.Server.Of(Op.Status).Count);
        Assert.All(line.Server.Requests, request => Assert.Equal("application/json", request.Header("Accept")));
    }

    private static void Wide(Given.Change asks) => asks.Parameters = asks.Parameters with { Width = 1344, Height = 768 };
}
