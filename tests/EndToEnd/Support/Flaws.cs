using System.Text.Json.Nodes;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>Requests with one thing wrong each.</summary>
internal static class Flaws
{
    /// <summary>The field that is wrong, by what is wrong with it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Fields = new Dictionary<string, string>
    {
        ["unknown category"] = "stages[0].category",
        ["a model for a category"] = "stages[0].category",
        ["a model of its own"] = "stages[0].model",
        ["unknown format"] = "stages[0].format",
        ["text and template"] = "stages[0].prompt",
        ["random seed with a value"] = "stages[0].seed.value",
        ["locked seed without a lock"] = "stages[0].seed.mode",
        ["motion for an image"] = "stages[0].motion",
        ["negative guidance"] = "stages[0].guidance",
        ["absurd guidance"] = "stages[0].guidance",
        ["missing variable"] = "stages[0].prompt.variables.product",
        ["private address"] = "stages[0].references[0].url",
        ["own machine"] = "stages[0].references[0].url",
    };

    /// <summary>A request that is right but for its flaw; none for a right one.</summary>
    public static string Request(string campaign, string key, string? flaw)
    {
        var stage = new JsonObject
        {
            ["medium"] = "image", ["category"] = "catalogue-still", ["format"] = "square", ["prompt"] = new JsonObject { ["text"] = "A tote bag [[sim:none]]" },
        };
        switch (flaw)
        {
            case "unknown category": stage["category"] = "catalogue-stil"; break;
            case "a model for a category": stage["category"] = "kiln/swift-xl"; break;
            case "a model of its own": stage["model"] = "kiln/swift-xl"; break;
            case "unknown format": stage["format"] = "cinemascope"; break;
            case "text and template": stage["prompt"]!["template"] = "spring-hero"; break;
            case "random seed with a value": stage["seed"] = new JsonObject { ["mode"] = "random", ["value"] = 7 }; break;
            case "locked seed without a lock": stage["seed"] = new JsonObject { ["mode"] = "locked" }; break;
            case "motion for an image": stage["motion"] = new JsonObject { ["strength"] = 0.5 }; break;
            case "negative guidance": stage["guidance"] = -1; break;
            case "absurd guidance": stage["guidance"] = 1e300; break;
            case "missing variable": stage["prompt"] = new JsonObject { ["template"] = "spring-hero" }; break;
            case "private address": stage["references"] = Reference("http://169.254.169.254/latest/meta-data/"); break;
            case "own machine": stage["references"] = Reference("http://localhost:5432/"); break;
            case null: break;
            default: throw new ArgumentOutOfRangeException(nameof(flaw), flaw, "No such flaw.");
        }
        return new JsonObject { ["key"] = key, ["campaign"] = campaign, ["grade"] = "draft", ["stages"] = new JsonArray(stage) }.ToJsonString();
    }

    private static JsonArray Reference(string url) => [new JsonObject { ["url"] = url, ["role"] = "style" }];
}
