using Atelier.Contracts;
using Atelier.Intake.Catalog;
using Atelier.Intake.Templates;
using Atelier.Intake.Tests.Support;
using Atelier.Platform.Catalog;
using Atelier.TestKit;

namespace Atelier.Intake.Tests;

public sealed class When_the_catalog_is_read : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void the_shipped_formats_are_right()
    {
        var formats = FormatShelf.Load(Path.Combine(Shipped(), "formats.yaml"));
        Assert.Equal(["feed", "landscape", "portrait", "square"], formats.Names);
        Assert.Equal((1280, 720), Size(formats.Of("landscape", Medium.Video, Grade.Delivery)));
        Assert.Equal((864, 1536), Size(formats.Of("portrait", Medium.Image, Grade.Delivery)));
        foreach (var (name, medium) in formats.Names.SelectMany(name => new[] { (name, Medium.Image), (name, Medium.Video) }))
            Assert.True(formats.Of(name, medium, Grade.Draft).Width < formats.Of(name, medium, Grade.Delivery).Width);
    }

    [Fact]
    public void the_shipped_templates_are_right_and_expand_from_what_they_require()
    {
        var shelf = TemplateShelf.Load(new CatalogFolder(Shipped()));
        Assert.True(shelf.All.Count() >= 3);
        foreach (var template in shelf.All)
        {
            var values = template.Document.Variables.ToDictionary(v => v.Key, v => v.Value.Default ?? $"some {v.Key}");
            var (prompt, negative) = template.Expand(values);
            Assert.DoesNotContain("{{", prompt + negative);
            Assert.All(values.Where(v => template.Document.Variables[v.Key].Default is null), v => Assert.Contains(v.Value, prompt));
        }
    }

    [Theory]
    [InlineData("aspectRatio: \"16:9\", image: { draft: 320x180, delivery: 640x400 }", ":2:", "640 wide wants 360 high")]
    [InlineData("aspectRatio: wide, image: { draft: 320x180, delivery: 640x360 }", ":2:", "such as 16:9")]
    [InlineData("aspectRatio: \"16:9\", image: { draft: 320x180 }", ":2:", "a size such as")]
    [InlineData("aspectRatio: \"16:9\", image: { draft: 320x180, delivery: large }", ":2:", "a size such as")]
    [InlineData("aspectRatio: \"16:9\", image: { draft: 320x180, delivery: 641x361 }", ":2:", "even edges")]
    [InlineData("aspectRatio: \"16:9\", image: { draft: 320x180, delivery: -640x-360 }", ":2:", "a size such as")]
    [InlineData("aspectRatio: \"16:9\", safeArea: { top: 50 }, image: { draft: 320x180, delivery: 640x360 }", ":2:", "0 to 45")]
    public void a_wrong_format_is_told_with_its_place(string fields, string place, string expected)
    {
        var path = Write("formats.yaml", $"formats:\n  wide: {{ {fields}, video: {{ draft: 320x180, delivery: 640x360 }} }}\n");
        var error = Assert.Throws<CatalogException>(() => FormatShelf.Load(path));
        Assert.Contains(place, error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData("prompt: \"a {{thing}} in {{colour}}\"", "prompt", "{{colour}} is not under variables")]
    [InlineData("prompt: \"a cup\"", "variables.thing", "write {{thing}} in it")]
    [InlineData("prompt: \"a {{thing}} {{> partial}}\"", "prompt", "instead of {{> partial}}")]
    [InlineData("prompt: \"a {{{thing}}}\"", "prompt", "instead of {{{thing}}}")]
    [InlineData("prompt: \"{{#each thing}}x{{/each}}\"", "prompt", "instead of {{#each thing}}")]
    [InlineData("prompt: \"{{lookup thing 0}}\"", "prompt", "instead of {{lookup thing 0}}")]
    [InlineData("prompt: \"{{#if thing}}a {{thing}}\"", "prompt", "{{/if}}")]
    [InlineData("prompt: \"a {{thing}}{{/if}}\"", "prompt", "instead of {{/if}}")]
    [InlineData("prompt: \"a {{thing}}\"\nnegativePrompt: \"{{other}}\"", "negativePrompt", "{{other}} is not under variables")]
    public void a_template_that_says_what_it_should_not_is_told_with_its_place(string text, string field, string expected)
    {
        var path = Write("t.yaml", $"name: t\nversion: 1\nvariables: {{ thing: {{}} }}\n{text}\n");
        var error = Assert.Throws<CatalogException>(() => Load(path));
        Assert.Equal(field, error.Field);
        Assert.Contains(expected, error.Message);
        Assert.True(error.Line >= 3 && error.Column >= 1, error.Message);
    }

    [Theory]
    [InlineData("name: T", "name")]
    [InlineData("version: 0", "version")]
    [InlineData("variables: { thing: { default: red, allowed: [blue] } }", "variables.thing.default")]
    [InlineData("variables: { thing: { allowed: [] } }", "variables.thing.allowed")]
    [InlineData("variables: { Thing: {} }", "variables.Thing")]
    public void a_template_with_a_wrong_head_is_told_with_its_place(string line, string field)
    {
        var lines = new Dictionary<string, string> { ["name"] = "name: t", ["version"] = "version: 1", ["variables"] = "variables: { thing: {} }", ["prompt"] = "prompt: \"{{thing}}\"" };
        lines[line.Split(':')[0]] = line;
        Assert.Equal(field, Assert.Throws<CatalogException>(() => Load(Write("t.yaml", string.Join('\n', lines.Values)))).Field);
    }

    [Fact]
    public void two_files_cannot_be_the_same_version()
    {
        const string Template = "name: t\nversion: 1\nprompt: a cup\n";
        var error = Assert.Throws<CatalogException>(() => TemplateShelf.Load([Write("a.yaml", Template), Write("b.yaml", Template)], PartialShelf.Empty));
        Assert.EndsWith("b.yaml", error.File);
    }

    [Fact]
    public async Task a_wrong_document_stops_the_start()
    {
        var catalog = SmallCatalog.Write(_folder.Path);
        await File.WriteAllTextAsync(Path.Combine(catalog, "templates", "wrong.yaml"), "name: t\nversion: 1\nprompt: a {{cup}}\n", TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<CatalogException>(() => IntakeHost.StartWith(_folder, catalog));
        Assert.EndsWith("wrong.yaml", error.File);
    }

    public void Dispose() => _folder.Dispose();

    private static PromptTemplate Load(string path) => PromptTemplate.Of(CatalogLoader.Load<TemplateDocument>(path), PartialShelf.Empty);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static (int, int) Size(OutputFormat format) => (format.Width, format.Height);

    private static string Shipped() => Path.Combine(TestPaths.Root, "catalog");
}
