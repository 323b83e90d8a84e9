using System.Text;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Generator.Tests.Support;
using Atelier.Generator.Vendors;
using Atelier.Generator.Wire;
using Atelier.Platform.Catalog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Atelier.Generator.Tests;

public sealed class When_a_request_is_built
{
    private static readonly VendorCatalog Vendors = VendorCatalog.Load(
        new CatalogFolder(Path.Combine(AppContext.BaseDirectory, "catalog")), new ConfigurationBuilder().Build(), NullLogger<VendorCatalog>.Instance);

    private static readonly EffectiveParameters Image = new() { Medium = Medium.Image, Prompt = "a \"cup\"\n{seed}", Seed = 7, Guidance = 4.5, Width = 1024, Height = 576, Palette = ["#1d3557"] };

    private static readonly EffectiveParameters Clip = Image with
    {
        Medium = Medium.Video, Width = 640, Height = 360, Duration = TimeSpan.FromSeconds(3), Motion = new Motion { Strength = 0.4, Camera = "slow Push-In" }, Palette = [],
    };

    [Theory]
    [InlineData("lumen/cine", "/openai/v1/images/generations",
        """{"model":"lumen-cine","prompt":"a \u0022cup\u0022\n{seed}","size":"1024x576","quality":"high","n":1,"seed":7,"guidance":4.5,"palette":["#1d3557"]}""")]
    [InlineData("kiln/swift-xl", "/fal/kiln/swift-xl",
        """{"prompt":"a \u0022cup\u0022\n{seed}","image_size":{"width":1024,"height":576},"num_images":1,"seed":7,"guidance_scale":4.5,"palette":["#1d3557"]}""")]
    [InlineData("meridian/atlas-ultra", "/replicate/v1/models/meridian/atlas-ultra/predictions",
        """{"input":{"prompt":"a \u0022cup\u0022\n{seed}","width":1024,"height":576,"num_outputs":1,"seed":7,"guidance":4.5,"palette":["#1d3557"]}}""")]
    public void an_image_is_asked_for_in_the_vendors_own_words(string model, string path, string body)
    {
        var (foundPath, foundBody) = Build(model, Image);
        Assert.Equal(path, foundPath);
        Assert.Equal(body, foundBody);
    }

    [Theory]
    [InlineData("kiln/drift-i2v",
        """{"prompt":"a \u0022cup\u0022\n{seed}","image_url":"data:image/png;base64,AQID","image_size":{"width":640,"height":360},"duration":3,"seed":7,"guidance_scale":4.5,"motion_strength":0.4,"camera":"zoom-in"}""")]
    [InlineData("meridian/reel-i2v",
        """{"input":{"prompt":"a \u0022cup\u0022\n{seed}","image":"data:image/png;base64,AQID","width":640,"height":360,"duration":3,"seed":7,"guidance":4.5,"motion_strength":0.4,"camera":"zoom-in"}}""")]
    public void a_clip_starts_from_its_first_frame(string model, string body) =>
        Assert.Equal(body, Build(model, Clip, new TemplateValues.Picture("image/png", [1, 2, 3])).Body);

    [Fact]
    public void what_has_no_value_is_left_out() =>
        Assert.Equal("""{"model":"lumen-mini","prompt":"x","size":"64x64","quality":"medium","n":1}""",
            Build("lumen/mini", new EffectiveParameters { Medium = Medium.Image, Prompt = "x", Width = 64, Height = 64 }).Body);

    [Fact]
    public void a_camera_move_that_the_vendor_does_not_know_is_left_out() =>
        Assert.DoesNotContain("camera", Build("kiln/drift-t2v", Clip with { Motion = new Motion { Camera = "orbit" } }).Body);

    [Theory]
    [InlineData("\"{seed}\"", "7")]
    [InlineData("\"{seed:text}\"", "\"7\"")]
    [InlineData("\"{width}x{height}\"", "\"1024x576\"")]
    [InlineData("\"{aspectRatio}\"", "\"16:9\"")]
    [InlineData("\"{{seed}}\"", "\"{seed}\"")]
    [InlineData("[\"{prompt}\",\"{negativePrompt}\",1]", "[\"a \\u0022cup\\u0022\\n{seed}\",1]")]
    [InlineData("{\"a\":{\"b\":\"{negativePrompt}\"},\"c\":\"{wire.n}\"}", "{\"c\":5}")]
    public void templates_keep_types_and_cannot_be_broken_out_of(string template, string json)
    {
        var values = Values(Image) with { Wire = new Dictionary<string, JsonNode> { ["n"] = 5 } };
        var compiled = BodyTemplate.Compile(JsonNode.Parse(template), "body", (field, expected) => new InvalidOperationException($"{field}: {expected}"));
        Assert.Equal(json, Encoding.UTF8.GetString(compiled.Render(values).Span));
    }

    private static (string Path, string Body) Build(string model, EffectiveParameters parameters, TemplateValues.Picture? first = null)
    {
        var found = Vendors.Find(model)!;
        var values = Values(parameters) with { Wire = found.Wire, FirstFrame = first };
        return (found.Call.Path.Text(values)!, Encoding.UTF8.GetString(found.Call.Body.Render(values).Body.Span));
    }

    private static TemplateValues Values(EffectiveParameters parameters) =>
        new() { Attempt = Guid.Empty, Parameters = parameters, Wire = new Dictionary<string, JsonNode>() };
}
