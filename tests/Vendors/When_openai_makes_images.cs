using Atelier.Contracts;
using Atelier.Vendors.Tests.Apis;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests;

public sealed class When_openai_makes_images(VendorLine<OpenAiImages> line) : IClassFixture<VendorLine<OpenAiImages>>
{
    private const string Model = "openai/gpt-image-2";

    private static readonly Dictionary<string, Case> Cases = new(Case.AtOnce(Model, Wide, brokenIsUnbilled: true))
    {
        ["moderation"] = new(Model)
        {
            Asks = Wide, Vendor = (server, api) => server.Instead(Op.Submit, api.Refusal()), Fails = FailureKind.Refused, Cost = Charged.Nothing, Taken = 0, Says = "rejected by the safety system",
        },
        ["an account without money is not waited for"] = new(Model)
        {
            Asks = Wide, Vendor = (server, _) => server.Instead(Op.Submit, OpenAiImages.NoMoney()), Fails = FailureKind.VendorError, Cost = Charged.Nothing, Taken = 0, Says = "exceeded your current quota",
        },
        ["500: it may have been taken"] = new(Model)
        {
            Asks = Wide, Vendor = (server, api) => server.Instead(Op.Submit, api.Broken(500)), Fails = FailureKind.SubmissionUnknown, Cost = Charged.Unpriced, Taken = 0,
        },
        ["a picture that is cut off is charged"] = new(Model)
        {
            Asks = Wide, Vendor = (server, _) => server.After(Op.Submit, _ => Reply.Json(200, new { created = 1, data = new[] { new { b64_json = Convert.ToBase64String(Given.Png[..40]) } } })), Fails = FailureKind.VendorError, Says = "ends early",
        },
        ["another model's sizes"] = new("openai/gpt-image-1-mini") { Asks = it => it.Parameters = it.Parameters with { Width = 1536, Height = 1024 } },
    };

    public static TheoryData<string> Rows => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task an_attempt_ends_as_it_should(string row) => line.Prove(Cases[row]);

    [Fact]
    public async Task the_request_says_what_was_asked_and_nothing_else()
    {
        await line.Prove(Cases["success"]);
        var request = Assert.Single(line.Server.Requests);
        Assert.Equal("""{"model":"gpt-image-2","prompt":"a lighthouse at dusk","size":"1536x864","quality":"high","output_format":"png","n":1}""", request.Text);
    }

    [Theory]
    [InlineData("openai/gpt-image-2", null)]
    [InlineData("openai/gpt-image-1.5", "high")]
    public async Task references_go_as_files_of_a_form(string model, string? fidelity)
    {
        var pictures = new[] { await line.Picture("subject"), await line.Picture("style") };
        await line.Prove(new Case(model) { Asks = it => it.Parameters = it.Parameters with { Width = 1024, Height = 1024, References = pictures } });
        var request = Assert.Single(line.Server.Requests);
        Assert.Equal("/v1/images/edits", request.Path);
        Assert.Equal(
            ["model", "prompt", "size", "quality", "output_format", "n", .. fidelity is null ? Array.Empty<string>() : ["input_fidelity"], "image[]", "image[]"],
            request.Parts.Select(part => part.Name));
        Assert.Equal("1", request.Parts.Single(part => part.Name == "n").Text);
        Assert.Equal(fidelity, request.Parts.SingleOrDefault(part => part.Name == "input_fidelity")?.Text);
        Assert.All(request.Parts.Where(part => part.Name == "image[]"), part => Assert.Equal((Given.Png.Length, "image/png", true), (part.Content.Length, part.ContentType, part.FileName!.EndsWith(".png", StringComparison.Ordinal))));
    }

    private static void Wide(Given.Change asks) => asks.Parameters = asks.Parameters with { Width = 1536, Height = 864 };
}
