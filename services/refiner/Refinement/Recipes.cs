using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Refiner.Refinement;

/// <summary>Reads catalog/recipes.yaml and checks every recipe against its bounds.</summary>
internal static class Recipes
{
    /// <exception cref="CatalogException">Names the field and the bounds.</exception>
    public static CatalogDocument<RecipeBook> Load(string path)
    {
        var document = CatalogLoader.Load<RecipeBook>(path);
        foreach (var (name, recipe) in document.Value.Recipes) Check(document, $"recipes.{name}", recipe);
        return document;
    }

    private static void Check(CatalogDocument<RecipeBook> document, string at, Recipe recipe)
    {
        Within(recipe.Scale, 1, 8, "scale");
        Within(recipe.Denoise, 0, 10, "denoise");
        Within(recipe.Sharpen, 0, 2, "sharpen");
        Within(recipe.PreviewEdge, 16, 2048, "previewEdge");
        var format = recipe.Encode.Format;
        if ((format == FileFormat.Mp4) != (recipe.Medium == Medium.Video))
            throw document.Error($"{at}.encode.format", recipe.Medium == Medium.Video ? "mp4 for a clip" : "png, jpeg or webP for a picture");
        if (format == FileFormat.Png && recipe.Encode.Quality is not null) throw document.Error($"{at}.encode.quality", "no quality: PNG loses nothing");
        if (format is FileFormat.Jpeg or FileFormat.WebP) Within(recipe.Encode.Quality ?? FileEncoder.DefaultQuality, 1, 100, "encode.quality");
        if (format == FileFormat.Mp4) Within(recipe.Encode.Quality ?? FileEncoder.DefaultCrf, 0, 51, "encode.quality");

        if (recipe.Upscale is not null && recipe.Medium != Medium.Image) throw document.Error($"{at}.upscale", "no upscaler: they are for pictures");
        if (recipe.Upscale is { } step && (step.Within < TimeSpan.FromSeconds(1) || step.Within > TimeSpan.FromHours(1))) throw document.Error($"{at}.upscale.within", "1s to 1h");

        void Within(double value, double min, double max, string field)
        {
            if (value < min || value > max) throw document.Error($"{at}.{field}", $"a number from {min} to {max}");
        }
    }
}
