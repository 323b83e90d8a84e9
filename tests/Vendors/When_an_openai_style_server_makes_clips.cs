using Atelier.Contracts;
using Atelier.Vendors.Tests.Apis;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests;

public sealed class When_an_openai_style_server_makes_clips(VendorLine<OpenAiVideos> line) : IClassFixture<VendorLine<OpenAiVideos>>
{
    private const string Model = "openai-videos/sora-2";

    private static readonly Action<Given.Change> Asked = Clip.Of(1280, 720, 8);

    private static readonly Dictionary<string, Case> Cases = new(JobCases.Of(Model, Asked, "blocked by our moderation"))
    {
        ["moderation of the request"] = new(Model)
        {
            Asks = Asked, Vendor = (server, api) => server.Instead(Op.Submit, api.Refusal()), Fails = FailureKind.Refused, Cost = Charged.Nothing, Taken = 0, Says = "blocked by our moderation",
        },
    };

    public static TheoryData<string> Rows => [.. Cases.Keys];

    public static TheoryData<string, string, double> Models => EveryModel.Of("openai-videos.yaml");

    [Theory]
    [MemberData(nameof(Rows))]
    public Task an_attempt_ends_as_it_should(string row) => line.Prove(Cases[row]);

    [Theory]
    [MemberData(nameof(Models))]
    public Task every_model_is_taken_with_all_that_its_card_promises(string model, string size, double seconds) => EveryModel.Ask(line, model, size, seconds);

    [Fact]
    public async Task the_request_says_what_was_asked_and_the_media_is_asked_for_with_the_key()
    {
        await line.Prove(Cases["success"]);
        Assert.Equal("""{"model":"sora-2","prompt":"a lighthouse at dusk","seconds":"8","size":"1280x720"}""", line.Server.Requests[0].Text);
        var file = Assert.Single(line.Server.Of(Op.File));
        Assert.Equal(("video", $"Bearer {VendorApi.Secret}"), (file.Query["variant"], file.Header("Authorization")));
    }
}
