using Atelier.Contracts;
using Atelier.Vendors.Tests.Apis;
using Atelier.Vendors.Tests.Support;

namespace Atelier.Vendors.Tests;

public sealed class When_gemini_makes_images(VendorLine<GeminiImages> line) : IClassFixture<VendorLine<GeminiImages>>
{
    private const string Model = "gemini/gemini-3-pro-image";

    private static readonly Dictionary<string, Case> Cases = new(Case.AtOnce(Model, Wide, brokenIsUnbilled: true))
    {
        ["a prompt that is blocked costs nothing"] = new(Model)
        {
            Asks = Wide, Vendor = (server, api) => server.Instead(Op.Submit, api.Refusal()), Fails = FailureKind.Refused, Cost = Charged.Nothing, Taken = 0, Says = "PROHIBITED_CONTENT",
        },
        ["a picture that a filter stopped may cost"] = new(Model)
        {
            Asks = Wide, Vendor = (server, _) => server.After(Op.Submit, _ => GeminiImages.Filtered()), Fails = FailureKind.Refused, Cost = Charged.Unpriced, Says = "Unable to show",
        },
        ["429 that says in its body when to come back"] = new(Model) { Asks = Wide, Vendor = (server, _) => server.Instead(Op.Submit, GeminiImages.TooManyFor(1)), Submissions = 2 },
        ["500: it may have been taken"] = new(Model)
        {
            Asks = Wide, Vendor = (server, api) => server.Instead(Op.Submit, api.Broken(500)), Fails = FailureKind.SubmissionUnknown, Cost = Charged.Unpriced, Taken = 0,
        },
        ["words and no picture are charged"] = new(Model)
        {
            Asks = Wide, Vendor = (server, _) => server.After(Op.Submit, _ => Reply.Json(200, """{"candidates":[{"content":{"parts":[{"text":"I would rather not."}]},"finishReason":"STOP"}]}""")), Fails = FailureKind.VendorError, Says = "no output",
        },
        ["a model that takes no size"] = new("gemini/gemini-2.5-flash-image") { Asks = it => it.Parameters = it.Parameters with { Width = 1344, Height = 768 } },
        ["the quick model"] = new("gemini/gemini-3.1-flash-image") { Asks = Wide },
    };

    public static TheoryData<string> Rows => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task an_attempt_ends_as_it_should(string row) => line.Prove(Cases[row]);

    [Fact]
    public async Task pictures_are_parts_beside_the_text()
    {
        var pictures = new[] { await line.Picture("subject"), await line.Picture("style") };
        await line.Prove(new Case(Model) { Asks = it => { Wide(it); it.Parameters = it.Parameters with { References = pictures }; } });
        var part = """{"inlineData":{"mimeType":"image/png","data":"PNG"}}""".Replace("PNG", Given.PngBase64.Replace("+", "\\u002B", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(
            """{"contents":[{"role":"user","parts":[{"text":"a lighthouse at dusk"},PARTS]}],"generationConfig":{"responseModalities":["IMAGE"],"imageConfig":{"aspectRatio":"16:9","imageSize":"2K"}}}""".Replace("PARTS", $"{part},{part}", StringComparison.Ordinal),
            Assert.Single(line.Server.Requests).Text);
    }

    private static void Wide(Given.Change asks) => asks.Parameters = asks.Parameters with { Width = 2752, Height = 1536 };
}
