using System.Globalization;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Assets;
using Atelier.Platform.Catalog;
using Atelier.Platform.Media;
using Atelier.Refiner.Media;

namespace Atelier.Refiner.Refinement;

/// <summary>Refines with ffmpeg: one run writes file and preview to a scratch folder, both are read back, then kept.</summary>
internal sealed class MediaRefinery(
    IAssetStore assets, Ffmpeg ffmpeg, ClipReader clips, FileCheck check, CatalogDocument<RecipeBook> recipes, WorkPrices prices, Scratch scratch) : IRefinery
{
    public async Task<RefinementOutcome> Refine(AssetRef source, string recipe, Expectation target, CancellationToken ct)
    {
        if (Impossible(recipe, target) is { } reason) return new RefinementOutcome.Failed(reason, Cost.Nothing);
        await using var local = await assets.Borrow(source, ct);
        using var folder = scratch.Open();
        return await Refine(local.Path, recipes.Value.Recipes[recipe], target, folder, ct);
    }

    private string? Impossible(string name, Expectation target)
    {
        if (!recipes.Value.Recipes.TryGetValue(name, out var recipe)) return $"the catalog has no recipe '{name}'";
        if (recipe.Medium != target.Medium) return $"recipe '{name}' is for {recipe.Medium}, the target is {target.Medium}";
        if (target.Width < 2 || target.Height < 2) return $"a target of {target.Width}x{target.Height} is no picture";
        if (recipe.Medium == Medium.Video && (target.Width % 2 != 0 || target.Height % 2 != 0))
            return $"H.264 needs even edges, the target is {target.Width}x{target.Height}";
        return null;
    }

    private async Task<RefinementOutcome> Refine(string path, Recipe recipe, Expectation target, ScratchFolder folder, CancellationToken ct)
    {
        var work = TimeSpan.Zero;
        MediaFacts? facts;
        await using (var file = File.OpenRead(path)) facts = await MediaSniffer.TryRead(file, ct);
        if (facts is null) return Failed("the source is of no media that Atelier knows");
        if (MediaTypes.IsVideo(facts.MediaType) != (recipe.Medium == Medium.Video)) return Failed($"the source is {facts.MediaType}, the recipe is for {recipe.Medium}");

        TimeSpan? duration = null;
        if (recipe.Medium == Medium.Video)
        {
            try
            {
                var clip = await clips.Read(path, ct);
                work += clip.Work;
                duration = target.Duration < clip.Duration ? target.Duration : clip.Duration; // a clip that runs over is cut
            }
            catch (MediaUnreadableException e)
            {
                return Failed(e.Message);
            }
        }

        var encoder = FileEncoder.For(recipe.Encode);
        string output = folder.File("refined" + MediaTypes.Extension(encoder.MediaType)), preview = folder.File("preview.jpg");
        var run = await ffmpeg.Run(path, facts.MediaType, Arguments(recipe, target, duration, encoder, output, preview), ct: ct);
        work += run.Elapsed;
        if (!run.Succeeded) return Failed($"ffmpeg could not refine it: {run.Complaint}");

        var (wrong, made, took) = await check.Check(output, encoder, target.Width, target.Height, duration, ct);
        work += took;
        if (wrong is not null) return Failed(wrong);
        var (small, previewFacts) = await Preview(preview, ct);
        if (small is not null) return Failed(small);

        return new RefinementOutcome.Refined(
            await assets.PutFile(output, made!, ct), await assets.PutFile(preview, previewFacts!, ct), recipes.Hash, prices.Refinement(work));

        RefinementOutcome.Failed Failed(string detail) => new(detail, prices.Refinement(work));
    }

    private static List<string> Arguments(Recipe recipe, Expectation target, TimeSpan? duration, FileEncoder encoder, string output, string preview)
    {
        string[] sound = recipe.Medium == Medium.Video ? ["-map", "0:a:0?"] : [];
        string[] length = duration is { } wanted ? ["-t", wanted.TotalSeconds.ToString("0.######", CultureInfo.InvariantCulture)] : [];
        return
        [
            "-filter_complex", FilterChain.For(recipe, target),
            "-map", "[file]", .. sound, .. length, .. encoder.Arguments, $"file:{output}",
            "-map", "[preview]", .. FileEncoder.Preview.Arguments, $"file:{preview}",
        ];
    }

    private static async Task<(string? Wrong, MediaFacts? Facts)> Preview(string path, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        var facts = await MediaSniffer.TryRead(file, ct);
        return facts is { MediaType: MediaTypes.Jpeg, Width: > 0 } ? (null, facts) : ("no preview came of it", null);
    }
}
