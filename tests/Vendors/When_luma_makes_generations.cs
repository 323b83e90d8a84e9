using Atelier.Contracts;
using Atelier.Vendors.Tests.Apis;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests;

public sealed class When_luma_makes_generations(VendorLine<Luma> line) : IClassFixture<VendorLine<Luma>>
{
    private const string Model = "luma/ray-2";

    private static readonly Action<Given.Change> Asked = Clip.Of(1280, 720, 5);

    private static readonly Dictionary<string, Case> Cases = new(JobCases.Of(Model, Asked, "moderation"))
    {
        ["moderation of the request"] = new(Model)
        {
            Asks = Asked, Vendor = (server, api) => server.Instead(Op.Submit, api.Refusal()), Fails = FailureKind.Refused, Cost = Charged.Nothing, Taken = 0, Says = "advanced moderation",
        },
    };

    public static TheoryData<string> Rows => [.. Cases.Keys];

    public static TheoryData<string, string, double> Models => EveryModel.Of("luma.yaml");

    [Theory]
    [MemberData(nameof(Rows))]
    public Task an_attempt_ends_as_it_should(string row) => line.Prove(Cases[row]);

    [Theory]
    [MemberData(nameof(Models))]
    public Task every_model_is_taken_with_all_that_its_card_promises(string model, string size, double seconds) => EveryModel.Ask(line, model, size, seconds);

    [Fact]
    public async Task the_request_says_what_was_asked_and_nothing_else()
    {
        await line.Prove(Cases["success"]);
        Assert.Equal(
            """{"generation_type":"video","model":"ray-2","prompt":"a lighthouse at dusk","aspect_ratio":"16:9","resolution":"720p","duration":"5s"}""", line.Server.Requests[0].Text);
    }
}
