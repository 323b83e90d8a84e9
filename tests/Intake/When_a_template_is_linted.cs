using Atelier.Intake.Templates;
using Atelier.Platform.Catalog;
using Atelier.TestKit;

namespace Atelier.Intake.Tests;

public sealed class When_a_template_is_linted : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void everything_wrong_is_told_with_its_line_and_column()
    {
        Partial("light", 1, "in {{tone}} light");
        var path = Write("templates/t.yaml", """
            name: t
            version: 1
            variables:
              thing: { about: what it is }
              count: { type: whole, min: 1, max: 9, default: 12 }
              spare: {}
            prompt: >-
              A {{thing}}, {{count}} of them,
              and a {{thign}}, {{thing}} once more
              {{> light@1}} {{> lihgt@1}} {{#each thing}}
            negativePrompt: "{{colour}}"
            """);
        Assert.Equal(
        [
            (5, 50, "variables.count.default", "a whole number 1 to 9"),
            (6, 10, "variables.spare", "write {{spare}} in it"),
            (9, 9, "prompt", "\"thing\""),
            (10, 3, "prompt", "light@1 uses {{tone}}"),
            (10, 17, "prompt", "\"light@1\""),
            (10, 31, "prompt", "instead of {{#each thing}}"),
            (11, 18, "negativePrompt", "{{colour}} is not under variables"),
        ], OfflineTemplates.Lint(path, new CatalogFolder(_folder.Path)).Select(finding => (finding.Line, finding.Column, finding.Field, Part(finding))));

        static string Part(CatalogException finding) => new[]
        {
            "a whole number 1 to 9", "instead of {{#each thing}}", "\"light@1\"", "\"thing\"", "light@1 uses {{tone}}", "{{colour}} is not under variables", "write {{spare}} in it",
        }.FirstOrDefault(part => finding.Message.Contains(part)) ?? finding.Message;
    }

    [Theory]
    [InlineData("type: number, allowed: [a]", "allowed", "a number has no allowed")]
    [InlineData("type: choice", "allowed", "at least one value")]
    [InlineData("min: 3", "min", "a text has no min")]
    [InlineData("type: whole, pattern: a", "pattern", "a whole has no pattern")]
    [InlineData("type: number, min: 3, max: 2", "max", "not below the smallest")]
    [InlineData("minLength: 9, maxLength: 2", "maxLength", "not below the shortest")]
    [InlineData("pattern: '('", "pattern", "a regular expression")]
    [InlineData("type: flag, default: yes", "default", "true or false")]
    [InlineData("type: number, default: ''", "default", "a number")]
    [InlineData("pattern: '[a-z]+', default: A1", "default", "matches [a-z]+")]
    [InlineData("type: colour", "type", "one of text, choice, number, whole, flag")]
    public void a_variable_that_cannot_be_is_told_with_its_place(string variable, string field, string expected)
    {
        var path = Write("templates/t.yaml", $"name: t\nversion: 1\nvariables:\n  thing: {{ {variable} }}\nprompt: '{{{{thing}}}}'\n");
        var finding = field == "type"
            ? Assert.Throws<CatalogException>(() => OfflineTemplates.Lint(path, new CatalogFolder(_folder.Path)))
            : Assert.Single(OfflineTemplates.Lint(path, new CatalogFolder(_folder.Path)));
        Assert.Equal(($"variables.thing.{field}", 4), (finding.Field, finding.Line));
        Assert.Contains(expected, finding.Message);
    }

    [Fact]
    public void partials_that_come_back_to_themselves_are_told_with_the_way_back()
    {
        Partial("a", 1, "x {{> b@1}}");
        Partial("b", 1, "y {{> a@1}}");
        var error = Assert.Throws<CatalogException>(() => TemplateShelf.Load(new CatalogFolder(_folder.Path)));
        Assert.Contains("b@1 → a@1 → b@1", error.Message);
        Assert.Equal(3, error.Line);
    }

    [Fact]
    public void a_partial_is_a_part_of_the_text_and_of_the_hash()
    {
        Partial("light", 1, "in {{tone}} light{{> grain@1}}");
        Partial("grain", 1, ", {{#if grainy}}grainy{{else}}clean{{/if}}");
        Write("templates/t.yaml", "name: t\nversion: 1\nvariables: { tone: {}, grainy: { type: flag, default: false } }\nprompt: 'A cup {{> light@1}}'\n");
        var template = TemplateShelf.Load(new CatalogFolder(_folder.Path)).Find("t")!;
        Assert.Equal("A cup in warm light, grainy", template.Expand(new Dictionary<string, string> { ["tone"] = "warm", ["grainy"] = "true" }).Prompt);
        Assert.Equal("A cup in warm light, clean", template.Expand(new Dictionary<string, string> { ["tone"] = "warm", ["grainy"] = "false" }).Prompt);
        Assert.Equal(["grain@1", "light@1"], template.Partials.Select(partial => partial.Id));
        Partial("grain", 1, ", {{#if grainy}}coarse{{else}}clean{{/if}}");
        Assert.NotEqual(template.Hash, TemplateShelf.Load(new CatalogFolder(_folder.Path)).Find("t")!.Hash);
    }

    [Fact]
    public void a_template_without_partials_is_known_by_the_hash_of_its_file()
    {
        var path = Write("templates/t.yaml", "name: t\nversion: 1\nprompt: a cup\n");
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))), TemplateShelf.Load(new CatalogFolder(_folder.Path)).Find("t@1")!.Hash);
    }

    private void Partial(string name, int version, string text) => Write($"templates/partials/{name}.v{version}.yaml", $"name: {name}\nversion: {version}\ntext: '{text}'\n");

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
