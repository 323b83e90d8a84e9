using Atelier.Contracts;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>Bodies of <c>POST /v1/deliverables</c>, small and cheap unless a test wants otherwise.</summary>
internal static class Ask
{
    public static object Image(string campaign, string key, string prompt, string category = "catalogue-still", Grade grade = Grade.Draft, string format = "square", SeedMode? seed = null) => new
    {
        Key = key, Campaign = campaign, Grade = grade,
        Stages = new[] { Still(prompt, category, format, seed) },
    };

    public static object Clip(string campaign, string key, string prompt) => new
    {
        Key = key, Campaign = campaign, Grade = Grade.Draft,
        Stages = new[] { Motion(prompt) },
    };

    public static object StillInMotion(string campaign, string key, string prompt) => new
    {
        Key = key, Campaign = campaign, Grade = Grade.Draft,
        Stages = new[] { Still(prompt, "social-still", "square", null), Motion(prompt) },
    };

    private static object Still(string prompt, string category, string format, SeedMode? seed) => new
    {
        Medium = Medium.Image, Category = category, Format = format, Prompt = new { Text = prompt },
        Seed = seed is null ? null : new { Mode = seed },
    };

    private static object Motion(string prompt) => new
    {
        Medium = Medium.Video, Category = "social-short", Format = "square", Prompt = new { Text = prompt }, Duration = 1,
    };
}
