using System.Text.Json;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Generator.Tests.Support;
using Atelier.Generator.Wire;
using Atelier.Platform.Catalog;

namespace Atelier.Generator.Tests;

public sealed class When_a_document_says_how_answers_are_read
{
    private const string Document = """
        vendor: test
        baseUrl: https://api.example.com/v1
        auth: { header: Authorization, value: "Basic {secret:base64}", secret: TEST_KEY, optional: true }
        calls:
          one:
            path: /run
            uploads:
              source: { of: firstFrame, path: /upload, form: { files: { image: picture } }, take: { at: [/name] } }
            body: { image: "{upload.source}", cfg: "{guidance|wire.guidance}", note: "{negativePrompt|wire.none}" }
            output: { link: { path: /view, query: { name: ["/*/file/name"], type: [/missing, "/*/file/type"] } }, authorized: true }
        models:
          one: { medium: image, seed: absent, sizes: {}, call: one, wire: { guidance: 7 } }
        """;

    [Theory]
    [InlineData("/a/*/c", """{"a":[{"b":1},{"c":null},{"c":2},{"c":3}]}""", "2")]
    [InlineData("/*/*/x", """{"p":{"q":{"y":1},"r":{"x":4}}}""", "4")]
    [InlineData("/a/*", """{"a":[]}""", null)]
    [InlineData("/a/*/x", """{"a":"text"}""", null)]
    [InlineData("/*", """{"a":0,"b":1}""", "0")]
    public void a_star_is_the_first_from_which_the_rest_leads_somewhere(string pointer, string json, string? found) =>
        Assert.Equal(found, Pointer.Parse(pointer).Find(JsonDocument.Parse(json).RootElement)?.GetRawText());

    [Theory]
    [InlineData("""{"j":{"file":{"name":"a b&c.png","type":"output"}}}""", "https://api.example.com/v1/view?name=a%20b%26c.png&type=output")]
    [InlineData("""{"j":{"file":{"name":"","type":"output"}}}""", "https://api.example.com/v1/view?name=&type=output")]
    [InlineData("""{"j":{"file":{"name":"a"}}}""", null)]
    public void a_link_is_made_of_what_the_answer_says(string json, string? link)
    {
        var model = Compile.Document(Document).Single();
        Assert.Equal(link, model.Call.Link!.From(model.Vendor, JsonDocument.Parse(json).RootElement)?.AbsoluteUri);
    }

    [Theory]
    [InlineData(4.5, null, """{"image":"x.png","cfg":4.5}""")]
    [InlineData(null, "fog", """{"image":"x.png","cfg":7,"note":"fog"}""")]
    public void the_first_alternative_that_has_a_value_counts(double? guidance, string? negative, string body)
    {
        var values = new TemplateValues
        {
            Attempt = Guid.NewGuid(), Wire = new Dictionary<string, JsonNode> { ["guidance"] = 7 }, Uploads = new Dictionary<string, object> { ["source"] = "x.png" },
            Parameters = new EffectiveParameters { Medium = Medium.Image, Prompt = "a fox", Guidance = guidance, NegativePrompt = negative, Width = 64, Height = 64 },
        };
        Assert.Equal(body, System.Text.Encoding.UTF8.GetString(Compile.Document(Document).Single().Call.Body.Render(values).Body.Span));
    }

    [Fact]
    public void a_password_is_shown_encoded_and_an_optional_one_is_not_missed()
    {
        var request = new HttpRequestMessage();
        var without = Compile.Document(Document).Single().Vendor.Credential!;
        without.Show(request);
        Assert.Null(without.Missing);
        Assert.False(request.Headers.Contains("Authorization"));
        Compile.Document(Document, ("TEST_KEY", "me:pass")).Single().Vendor.Credential!.Show(request);
        Assert.Equal("Basic bWU6cGFzcw==", request.Headers.GetValues("Authorization").Single());
        Assert.Equal("TEST_KEY is not set", Compile.Document(Document.Replace(", optional: true", "", StringComparison.Ordinal)).Single().Vendor.Credential!.Missing);
    }

    [Theory]
    [InlineData("of: firstFrame", "of: first", "calls.one.uploads.source.of")]
    [InlineData("image: picture", "image: firstFrame", "calls.one.uploads.source.form.files.image")]
    [InlineData("path: /upload", "path: upload", "calls.one.uploads.source.path")]
    [InlineData("{upload.source}", "{upload.sauce}", "calls.one.body")]
    [InlineData("path: /view", "path: view", "calls.one.output.link.path")]
    [InlineData("authorized: true", "body: true", "calls.one.output")]
    [InlineData("{guidance|wire.guidance}", "{guidance|gidance}", "calls.one.body.cfg")]
    [InlineData("value: \"Basic {secret:base64}\", secret: TEST_KEY", "value: \"Basic x\"", "auth.optional")]
    public void a_mistake_is_named_with_its_place(string right, string wrong, string field)
    {
        Assert.Contains(right, Document, StringComparison.Ordinal);
        Assert.Equal(field, Assert.Throws<CatalogException>(() => Compile.Document(Document.Replace(right, wrong, StringComparison.Ordinal))).Field);
    }
}
