using System.Text;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Generator.Tests.Support;
using Atelier.Generator.Vendors;
using Atelier.Generator.Wire;
using Atelier.Platform.Catalog;

namespace Atelier.Generator.Tests;

public sealed class When_a_form_is_sent
{
    private const string Document = """
        vendor: test
        baseUrl: https://api.example.com
        calls:
          form:
            path: /run
            form:
              fields: { prompt: "{prompt}", seed: "{seed}", samples: 1, raw: true, guidance: "{guidance}", note: "for {wire.model}" }
              files: { image: firstFrame, "more[]": references }
            output: { base64: [/image] }
        models:
          one: { medium: image, seed: honoured, sizes: {}, call: form, wire: { model: "one\"\r\n--x" } }
        """;

    private static readonly EffectiveParameters Asked = new() { Medium = Medium.Image, Prompt = "a fox\r\n--atelier\r\nContent-Disposition: form-data; name=\"seed\"\r\n\r\n1", Seed = 7, Width = 64, Height = 64 };

    [Fact]
    public void fields_go_as_text_and_those_without_a_value_are_left_out()
    {
        var (boundary, text) = Render(new TemplateValues { Attempt = Guid.NewGuid(), Parameters = Asked with { Prompt = "a fox" }, Wire = Wire });
        Assert.Equal(
            Part("prompt", "a fox") + Part("seed", "7") + Part("samples", "1") + Part("raw", "true") + Part("note", "for one") + $"--{boundary}--\r\n",
            text);

        string Part(string name, string value) => $"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";
    }

    [Fact]
    public void pictures_go_as_files_under_a_name_of_their_content()
    {
        var picture = new TemplateValues.Picture("image/png", [1, 2, 3]);
        var values = new TemplateValues { Attempt = Guid.NewGuid(), Parameters = Asked, Wire = Wire, FirstFrame = picture, References = [picture, new("image/webp", [4])] };
        var (_, text) = Render(values);
        Assert.Equal(2, text.Split("name=\"more[]\"").Length - 1);
        Assert.Contains($"name=\"image\"; filename=\"{picture.FileName}\"\r\nContent-Type: image/png\r\n\r\n\u0001\u0002\u0003\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith(".webp", values.References[1].FileName, StringComparison.Ordinal);
    }

    [Fact]
    public void a_prompt_cannot_end_its_field()
    {
        var (boundary, text) = Render(new TemplateValues { Attempt = Guid.NewGuid(), Parameters = Asked, Wire = Wire });
        Assert.DoesNotContain(boundary, Asked.Prompt, StringComparison.Ordinal);
        Assert.Equal(6, text.Split($"--{boundary}").Length - 1); // five fields and the end
        Assert.NotEqual(boundary, Render(new TemplateValues { Attempt = Guid.NewGuid(), Parameters = Asked, Wire = Wire }).Boundary);
    }

    [Theory]
    [InlineData("image: firstFrame", "image: firstFrames", "calls.form.form.files.image")]
    [InlineData("files: { image:", "files: { \"im\\\"age\":", "calls.form.form.files.im\"age")]
    [InlineData("\"{seed}\"", "\"{sead}\"", "calls.form.form.fields.seed")]
    [InlineData("path: /run\n", "path: /run\n    body: { a: 1 }\n", "calls.form")]
    [InlineData("call: form", "call: form, callWithPictures: from", "models.one.callWithPictures")]
    public void a_mistake_is_named_with_its_place(string right, string wrong, string field)
    {
        Assert.Contains(right, Document, StringComparison.Ordinal);
        Assert.Equal(field, Assert.Throws<CatalogException>(() => Load(Document.Replace(right, wrong, StringComparison.Ordinal))).Field);
    }

    private static Dictionary<string, JsonNode> Wire => new() { ["model"] = "one" };

    private static VendorModel Load(string document) => Compile.Document(document).Single();

    private static (string Boundary, string Text) Render(TemplateValues values)
    {
        var prepared = Load(Document).Call.Body.Render(values);
        return (prepared.ContentType["multipart/form-data; boundary=".Length..], Encoding.Latin1.GetString(prepared.Body.Span));
    }
}
