using System.Text.Json.Nodes;

namespace Atelier.Intake.Tests.Support;

/// <summary>Good requests, for tests to spoil.</summary>
internal static class Requests
{
    public static JsonObject Image(string key = "k-1") => Parse($$"""
        { "key": "{{key}}", "campaign": "spring", "grade": "delivery", "stages": [
          { "medium": "image", "category": "hero-still", "prompt": { "text": "a cup" }, "format": "landscape" } ] }
        """);

    public static JsonObject Film(string key = "k-1") => Parse($$"""
        { "key": "{{key}}", "campaign": "spring", "grade": "delivery", "stages": [
          { "medium": "image", "category": "hero-still", "prompt": { "template": "hero", "variables": { "product": "cup" } }, "format": "landscape",
            "seed": { "mode": "locked" }, "guidance": 7.5, "negativePrompt": "fog" },
          { "medium": "video", "category": "hero-film", "prompt": { "text": "steam rises" }, "format": "landscape",
            "motion": { "strength": 0.4, "camera": "slow push-in" }, "duration": "4s" } ] }
        """);

    public static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    /// <summary>Sets the member at a path such as <c>stages[0].seed</c>; JSON null removes it.</summary>
    public static JsonObject With(this JsonObject request, string path, string json)
    {
        var value = JsonNode.Parse(json);
        var steps = path.Replace("[", ".[").Split('.');
        JsonNode at = request;
        foreach (var step in steps[..^1])
            at = step.StartsWith('[') ? at[int.Parse(step[1..^1])]! : at[step] ??= new JsonObject();
        if (steps[^1].StartsWith('['))
            at[int.Parse(steps[^1][1..^1])] = value;
        else
            at[steps[^1]] = value;
        return request;
    }
}
