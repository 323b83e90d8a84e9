using Atelier.Contracts;
using Atelier.Vendors.Tests.Apis;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests;

public sealed class When_veo_runs_operations(VendorLine<Veo> line) : IClassFixture<VendorLine<Veo>>
{
    private const string Model = "veo/veo-3.1";

    private static readonly Action<Given.Change> Asked = Clip.Of(1280, 720, 6);

    private static readonly Dictionary<string, Case> Cases = new(JobCases.Of(Model, Asked, "against our policies"))
    {
    };

    public static TheoryData<string> Rows => [.. Cases.Keys];

    public static TheoryData<string, string, double> Models => EveryModel.Of("veo.yaml");

    [Theory]
    [MemberData(nameof(Rows))]
    public Task an_attempt_ends_as_it_should(string row) => line.Prove(Cases[row]);

    [Theory]
    [MemberData(nameof(Models))]
    public Task every_model_is_taken_with_all_that_its_card_promises(string model, string size, double seconds) => EveryModel.Ask(line, model, size, seconds);

    [Fact]
    public async Task the_request_says_what_was_asked_and_the_key_stays_with_the_API()
    {
        var ran = await line.Prove(Cases["success"]);
        Assert.Equal("""{"instances":[{"prompt":"a lighthouse at dusk"}],"parameters":{"aspectRatio":"16:9","resolution":"720p","durationSeconds":6}}""", line.Server.Requests[0].Text);
        Assert.Equal("models/veo-3.1-generate-preview/operations/job-1-0f3a", ran.Completed!.VendorJobId);
        Assert.Equal([VendorApi.Secret, null], line.Server.Of(Op.File).Select(request => request.Header("x-goog-api-key")));
    }
}
