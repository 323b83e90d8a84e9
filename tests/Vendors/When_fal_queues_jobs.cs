using Atelier.Contracts;
using Atelier.Vendors.Tests.Apis;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests;

public sealed class When_fal_queues_jobs(VendorLine<FalQueue> line) : IClassFixture<VendorLine<FalQueue>>
{
    private const string Model = "fal/flux-dev";

    private static readonly Action<Given.Change> Asked = it => it.Parameters = it.Parameters with { Width = 1024, Height = 576 };

    private static readonly Dictionary<string, Case> Cases = new(JobCases.Of(Model, Asked, "flagged by a content checker", failed: Charged.Nothing))
    {
    };

    public static TheoryData<string> Rows => [.. Cases.Keys];

    public static TheoryData<string, string, double> Models => EveryModel.Of("fal.yaml");

    [Theory]
    [MemberData(nameof(Rows))]
    public Task an_attempt_ends_as_it_should(string row) => line.Prove(Cases[row]);

    [Theory]
    [MemberData(nameof(Models))]
    public Task every_model_is_taken_with_all_that_its_card_promises(string model, string size, double seconds) => EveryModel.Ask(line, model, size, seconds);

    [Fact]
    public async Task the_request_says_what_was_asked_and_the_seed_that_was_used_is_kept()
    {
        var ran = await line.Prove(Cases["success"]);
        var request = line.Server.Requests[0];
        Assert.Equal(("/fal-ai/flux/dev", 0), (request.Path, request.Query.Count));
        Assert.Equal(
            """{"prompt":"a lighthouse at dusk","image_size":{"width":1024,"height":576},"num_images":1,"seed":7,"guidance_scale":4.5,"output_format":"png"}""", request.Text);
        Assert.Equal(42, ran.Completed!.Seed);
    }
}
