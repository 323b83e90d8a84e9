using System.Globalization;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;

namespace Atelier.Refiner.Refinement;

/// <summary>A recipe's steps as one ffmpeg filter graph, ending in <c>[file]</c> and <c>[preview]</c>. Pure.</summary>
internal static class FilterChain
{
    public static string For(Recipe recipe, Expectation target)
    {
        string?[] steps = [Planes(recipe), Denoise(recipe), Upscale(recipe, target), Crop(target), Sharpen(recipe)];
        var (width, height) = PreviewSize(recipe, target);
        return $"[0:v:0]{string.Join(',', steps.OfType<string>())},split[file][small];[small]scale={width}:{height}:flags=area{JpegColours(recipe)}[preview]";
    }

    /// <summary>The preview's size: the target's shape with its longest edge at the recipe's.</summary>
    public static (int Width, int Height) PreviewSize(Recipe recipe, Expectation target)
    {
        var scale = Math.Min(1, (double)recipe.PreviewEdge / Math.Max(target.Width, target.Height));
        return (Math.Max(2, (int)Math.Round(target.Width * scale)), Math.Max(2, (int)Math.Round(target.Height * scale)));
    }

    // Pictures keep their colours at full resolution until they are encoded; with halved colours a crop would fall on even pixels only.
    private static string? Planes(Recipe recipe) => recipe.Medium == Medium.Image ? "format=yuv444p" : null;

    // Before the upscale: there is less to do, and noise is not made larger first.
    private static string? Denoise(Recipe recipe) => recipe.Denoise > 0 ? $"hqdn3d={Number(recipe.Denoise)}" : null;

    // Scaled to cover the target without distortion; what laps over is cropped. HD clips are BT.709, whatever the small source was.
    private static string Upscale(Recipe recipe, Expectation target) =>
        $"scale={target.Width}:{target.Height}:force_original_aspect_ratio=increase:flags=lanczos+accurate_rnd"
        + (recipe.Medium == Medium.Video ? ":out_color_matrix=bt709" : "");

    // A JPEG knows no BT.709.
    private static string JpegColours(Recipe recipe) => recipe.Medium == Medium.Video ? ":in_color_matrix=bt709:out_color_matrix=bt601" : "";

    private static string Crop(Expectation target) => $"crop={target.Width}:{target.Height}:exact=1,setsar=1";

    private static string? Sharpen(Recipe recipe) => recipe.Sharpen > 0 ? $"unsharp=5:5:{Number(recipe.Sharpen)}" : null;

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
