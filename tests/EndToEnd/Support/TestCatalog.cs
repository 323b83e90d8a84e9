using Atelier.TestKit;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>The house's catalog with one more category, so that a vendor that is otherwise a second choice is asked first.</summary>
internal static class TestCatalog
{
    /// <summary>The category whose first candidate is a vendor that answers at once.</summary>
    public const string PrintStill = "print-still";

    /// <summary>The category whose tier takes two attempts at once.</summary>
    public const string NarrowStill = "narrow-still";

    /// <summary>The category of the tier print where a person is asked at the cap.</summary>
    public const string ReviewedStill = "reviewed-still";

    private const string Category = $"\n  {PrintStill}: {{ tier: print, about: Posters }}\n  {NarrowStill}: {{ tier: narrow }}\n  {ReviewedStill}: {{ tier: print, review: {{ when: [cap], grades: [draft, delivery] }} }}";

    private const string Tier = """

          print:
            about: Models that answer in one call
            candidates:
              - { model: lumen/cine }
              - { model: lumen/mini }
            cap: { draft: 2, delivery: 3 }
            switch: { afterRejections: 1 }
            onFailure: { timedOut: retry, outputLost: retry, vendorError: retry, refused: next, saturated: next, invalidRequest: next, submissionUnknown: next }
            fallback: { tier: budget, attempts: 1 }
            deadline: 90s
            recipes:
              image: { draft: draft-image, delivery: web-image }
              video: { draft: draft-clip, delivery: social-clip }

          narrow:
            about: A vendor that is soon busy
            candidates:
              - { model: kiln/swift-lite }
            cap: { draft: 2, delivery: 2 }
            switch: { afterRejections: 1 }
            concurrency: 2
            deadline: 5s
            recipes:
              image: { draft: draft-image, delivery: web-image }
              video: { draft: draft-clip, delivery: social-clip }
        """;

    /// <summary>Writes it into a folder; returns the folder.</summary>
    public static string In(string folder)
    {
        var house = Path.Combine(TestPaths.Root, "catalog");
        foreach (var file in Directory.GetFiles(house, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(house, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        var routing = Path.Combine(folder, "routing.yaml");
        File.WriteAllText(routing, File.ReadAllText(routing).Replace("\ncategories:", "\ncategories:" + Category, StringComparison.Ordinal).TrimEnd() + "\n" + Tier + "\n");
        return folder;
    }
}
