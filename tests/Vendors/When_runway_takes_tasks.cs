using Atelier.Contracts;
using Atelier.Vendors.Tests.Apis;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests;

public sealed class When_runway_takes_tasks(VendorLine<Runway> line) : IClassFixture<VendorLine<Runway>>
{
    private const string Model = "runway/gen4.5";

    private static readonly Action<Given.Change> Asked = Clip.Of(1280, 720, 5, it => it.Parameters = it.Parameters with { Seed = 7 });

    private static readonly Dictionary<string, Case> Cases = new(JobCases.Of(Model, Asked, "was flagged"))
    {
    };

    public static TheoryData<string> Rows => [.. Cases.Keys];

    public static TheoryData<string, string, double> Models => EveryModel.Of("runway.yaml");

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
        Assert.Equal("""{"model":"gen4.5","promptText":"a lighthouse at dusk","ratio":"1280:720","duration":5,"seed":7}""", line.Server.Requests[0].Text);
    }

    [Fact]
    public void a_task_is_asked_for_at_most_every_five_seconds_as_is_published() =>
        Assert.All(EveryModel.Document("runway.yaml").Calls.Values, call => Assert.Equal(TimeSpan.FromSeconds(5), call.Job!.Poll.Min));
}
