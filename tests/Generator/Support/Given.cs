using Atelier.Contracts;

namespace Atelier.Generator.Tests.Support;

internal static class Given
{
    /// <summary>A whole PNG of 16 x 16 pixels.</summary>
    public static byte[] Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mPQiFpAEmIY1TCqYfhqAAC1BSIQbI06FgAAAABJRU5ErkJggg==");

    public static string PngBase64 => Convert.ToBase64String(Png);

    public static string Folder() => Directory.CreateTempSubdirectory("atelier-generator-").FullName;

    public static GenerateAttempt Attempt(string model, Action<Change>? change = null)
    {
        var changed = new Change();
        change?.Invoke(changed);
        return new GenerateAttempt
        {
            TenantId = "acme",
            DeliverableId = Guid.NewGuid(),
            AttemptId = Guid.NewGuid(),
            Stage = 0,
            Decision = new RouteDecision { TableHash = new string('0', 64), Category = "any", Tier = "main", Candidate = 0, Model = model, Criterion = "first" },
            Parameters = changed.Parameters,
            Deadline = TimeProvider.System.GetUtcNow() + changed.Within,
        };
    }

    internal sealed class Change
    {
        public TimeSpan Within { get; set; } = TimeSpan.FromMinutes(2);

        public EffectiveParameters Parameters { get; set; } = new() { Medium = Medium.Image, Prompt = "a lighthouse at dusk", Seed = 7, Guidance = 4.5, Width = 256, Height = 144 };
    }
}
