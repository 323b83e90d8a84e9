using Atelier.Contracts;
using Atelier.Vendors.Tests.Apis;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests;

public sealed class When_black_forest_labs_take_tasks(VendorLine<Bfl> line) : IClassFixture<VendorLine<Bfl>>
{
    private const string Model = "bfl/flux-2-flex";

    private static readonly Action<Given.Change> Asked = it => it.Parameters = it.Parameters with { Width = 1280, Height = 720 };

    private static readonly Dictionary<string, Case> Cases = new(JobCases.Of(Model, Asked, "Derivative Works Filter", brokenIsUnbilled: true))
    {
        ["no credits are not waited for"] = new(Model)
        {
            Asks = Asked, Vendor = (server, _) => server.Instead(Op.Submit, Reply.Json(402, new { detail = "Insufficient credits" })), Fails = FailureKind.VendorError, Cost = Charged.Nothing, Taken = 0, Says = "Insufficient credits",
        },
    };

    public static TheoryData<string> Rows => [.. Cases.Keys];

    public static TheoryData<string, string, double> Models => EveryModel.Of("bfl.yaml");

    [Theory]
    [MemberData(nameof(Rows))]
    public Task an_attempt_ends_as_it_should(string row) => line.Prove(Cases[row]);

    [Theory]
    [MemberData(nameof(Models))]
    public Task every_model_is_taken_with_all_that_its_card_promises(string model, string size, double seconds) => EveryModel.Ask(line, model, size, seconds);

    [Fact]
    public async Task the_request_says_what_was_asked_and_a_link_is_followed_without_the_key()
    {
        var ran = await line.Prove(Cases["success"]);
        Assert.Equal(
            """{"prompt":"a lighthouse at dusk","width":1280,"height":720,"seed":7,"guidance":4.5,"steps":50,"safety_tolerance":2,"output_format":"png"}""", line.Server.Requests[0].Text);
        Assert.Equal(["/delivery/job-1-0f3a", "/signed/job-1-0f3a"], line.Server.Of(Op.File).Select(request => request.Path));
        Assert.Equal(42, ran.Completed!.Seed);
    }
}
