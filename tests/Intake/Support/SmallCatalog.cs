using Atelier.Intake.Catalog;
using Atelier.Platform.Catalog;
using Atelier.TestKit;

namespace Atelier.Intake.Tests.Support;

/// <summary>A catalog just large enough for the tests.</summary>
internal static class SmallCatalog
{
    private static readonly Lazy<IntakeCatalog> Shared = new(() =>
    {
        using var folder = new TempFolder();
        return IntakeCatalog.Load(new CatalogFolder(Write(folder.Path)));
    });

    public static IntakeCatalog Loaded => Shared.Value;

    public static string Write(string root)
    {
        var catalog = Path.Combine(root, "catalog");
        Directory.CreateDirectory(Path.Combine(catalog, "templates"));
        File.WriteAllText(Path.Combine(catalog, "routing.yaml"), """
            name: small
            categories:
              hero-still: { tier: cinematic }
              hero-film: { tier: cinematic }
              icon: { tier: stills }
              sketch: { tier: plain }
            tiers:
              cinematic:
                candidates: [{ model: v/a }, { model: v/film }]
                cap: { draft: 1, delivery: 2 }
                switch: { afterRejections: 1 }
                deadline: 60s
                recipes: { image: { draft: a, delivery: b }, video: { draft: c, delivery: d } }
              stills:
                candidates: [{ model: v/a }]
                cap: { draft: 1, delivery: 2 }
                switch: { afterRejections: 1 }
                deadline: 60s
                recipes: { image: { draft: a, delivery: b } }
              plain:
                candidates: [{ model: v/plain }]
                cap: { draft: 1, delivery: 2 }
                switch: { afterRejections: 1 }
                deadline: 60s
                recipes: { image: { draft: a, delivery: b } }
            """);
        Directory.CreateDirectory(Path.Combine(catalog, "vendors"));
        File.WriteAllText(Path.Combine(catalog, "vendors", "v.yaml"), """
            vendor: v
            models:
              a: { medium: image, seed: honoured, guidance: { min: 1, max: 10 }, references: 4, referenceRoles: [subject, style], sizes: { multipleOf: 2 } }
              film: { medium: video, firstFrame: optional, seed: accepted, motion: true, sizes: {}, durations: { min: 1, max: 8 } }
              plain: { medium: image, seed: absent, sizes: { maxEdge: 256 } }
            """);
        File.WriteAllText(Path.Combine(catalog, "recipes.yaml"), """
            recipes:
              a: { medium: image, scale: 1, encode: { format: png } }
              b: { medium: image, scale: 2, encode: { format: png } }
              c: { medium: video, scale: 1, encode: { format: mp4, quality: 20 } }
              d: { medium: video, scale: 1, encode: { format: mp4, quality: 20 } }
            """);
        File.WriteAllText(Path.Combine(catalog, "formats.yaml"), """
            formats:
              landscape: { aspectRatio: "16:9", image: { draft: 320x180, delivery: 640x360 }, video: { draft: 320x180, delivery: 1280x720 } }
              square: { aspectRatio: "1:1", safeArea: { bottom: 10 }, image: { draft: 100x100, delivery: 200x200 }, video: { draft: 100x100, delivery: 200x200 } }
            """);
        File.WriteAllText(Path.Combine(catalog, "prices.yaml"), """
            models:
              v/a: { per: image, usd: 0.04 }
              v/b: { per: megapixel, usd: 0.01 }
              v/film: { per: second, usd: 0.1 }
            ownWork: { inspectionUsdPerSecond: 0, refinementUsdPerSecond: 0 }
            """);
        File.WriteAllText(Path.Combine(catalog, "priors.yaml"), """
            source: made up
            default: 0.5
            models: { v/a: 0.8 }
            """);
        File.WriteAllText(Path.Combine(catalog, "templates", "hero.v1.yaml"), """
            name: hero
            version: 1
            variables: { product: {} }
            prompt: "old {{product}}"
            """);
        File.WriteAllText(Path.Combine(catalog, "templates", "hero.v2.yaml"), """
            name: hero
            version: 2
            variables:
              product: { about: what it is about }
              light: { default: dawn, allowed: [dawn, noon] }
              detail: { default: "" }
            prompt: "A {{product}} at {{light}}{{#if detail}}, {{detail}} in view{{/if}}"
            negativePrompt: "no text"
            """);
        return catalog;
    }
}
