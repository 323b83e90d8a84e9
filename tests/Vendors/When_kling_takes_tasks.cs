using Atelier.Contracts;
using Atelier.Vendors.Tests.Apis;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests;

public sealed class When_kling_takes_tasks(VendorLine<Kling> line) : IClassFixture<VendorLine<Kling>>
{
    private const string Model = "kling/kling-1.6";

    private static readonly Action<Given.Change> Asked = Clip.Of(1280, 720, 5, it => it.Parameters = it.Parameters with { Guidance = 0.5, NegativePrompt = "text" });

    private static readonly Dictionary<string, Case> Cases = new(JobCases.Of(Model, Asked, "risk control", brokenIsUnbilled: true))
    {
        ["the connection is lost after it was taken"] = new(Model) { Asks = Asked, Vendor = (server, _) => server.After(Op.Submit, _ => Reply.Dropped) }, // found by our id
        ["a submission's answer that cannot be read leaves it unknown"] = new(Model) { Asks = Asked, Vendor = (server, _) => server.After(Op.Submit, answer => answer.Garbled()) },
        ["the connection is lost before it was taken"] = new(Model) { Asks = Asked, Vendor = (server, _) => server.Instead(Op.Submit, Reply.Dropped), Submissions = 2 },
        ["500: it is asked for by our id"] = new(Model) { Asks = Asked, Vendor = (server, api) => server.After(Op.Submit, _ => api.Broken(500)) },
        ["moderation of the request"] = new(Model)
        {
            Asks = Asked, Vendor = (server, api) => server.Instead(Op.Submit, api.Refusal()), Fails = FailureKind.Refused, Cost = Charged.Nothing, Taken = 0, Says = "security policy",
        },
        ["an empty package is not waited for"] = new(Model)
        {
            Asks = Asked, Vendor = (server, _) => server.Instead(Op.Submit, Kling.NoMoney()), Fails = FailureKind.VendorError, Cost = Charged.Nothing, Taken = 0, Says = "depleted",
        },
    };

    public static TheoryData<string> Rows => [.. Cases.Keys];

    public static TheoryData<string, string, double> Models => EveryModel.Of("kling.yaml");

    [Theory]
    [MemberData(nameof(Rows))]
    public Task an_attempt_ends_as_it_should(string row) => line.Prove(Cases[row]);

    [Theory]
    [MemberData(nameof(Models))]
    public Task every_model_is_taken_with_all_that_its_card_promises(string model, string size, double seconds) => EveryModel.Ask(line, model, size, seconds);

    [Fact]
    public async Task the_request_says_what_was_asked_under_an_id_of_our_own()
    {
        var ran = await line.Prove(Cases["success"]);
        Assert.Equal(
            $$"""{"model_name":"kling-v1-6","mode":"std","prompt":"a lighthouse at dusk","negative_prompt":"text","cfg_scale":0.5,"aspect_ratio":"16:9","duration":"5","external_task_id":"{{ran.Attempt.AttemptId}}"}""",
            line.Server.Requests[0].Text);
    }
}
