using Atelier.Contracts;
using Atelier.Vendors.Tests.Apis;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests;

public sealed class When_replicate_takes_predictions(VendorLine<Replicate> line) : IClassFixture<VendorLine<Replicate>>
{
    private const string Model = "replicate/flux-dev";

    private static readonly Action<Given.Change> Asked = it => it.Parameters = it.Parameters with { Width = 1344, Height = 756, Guidance = 3 };

    private static readonly Dictionary<string, Case> Cases = new(JobCases.Of(Model, Asked, "flagged as sensitive"))
    {
        ["429 without Retry-After"] = new(Model) { Asks = Asked, Vendor = (server, api) => server.Instead(Op.Submit, api.TooMany()), Submissions = 2 }, // its words say when
        ["no credit is not waited for"] = new(Model)
        {
            Asks = Asked, Vendor = (server, _) => server.Instead(Op.Submit, Reply.Json(402, new { title = "Insufficient credit", detail = "You have insufficient credit", status = 402 })),
            Fails = FailureKind.VendorError, Cost = Charged.Nothing, Taken = 0, Says = "insufficient credit",
        },
    };

    public static TheoryData<string> Rows => [.. Cases.Keys];

    public static TheoryData<string, string, double> Models => EveryModel.Of("replicate.yaml");

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
            """{"input":{"prompt":"a lighthouse at dusk","aspect_ratio":"16:9","seed":7,"guidance":3,"output_format":"png","num_outputs":1,"megapixels":"1"}}""",
            line.Server.Requests[0].Text);
    }

    [Fact]
    public async Task a_prediction_that_is_late_is_cancelled()
    {
        line.Begin();
        line.Api.Pending = int.MaxValue;
        var ran = await line.Run(Model, it =>
        {
            Asked(it);
            it.Within = TimeSpan.FromSeconds(1);
        });
        Assert.Equal(FailureKind.TimedOut, ran.Failed?.Failure);
        Assert.True(Assert.Single(line.Api.Jobs).Cancelled);
    }
}
