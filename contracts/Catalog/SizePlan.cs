using System.Globalization;

namespace Atelier.Contracts.Catalog;

/// <summary>Plans resolution upstream: asks a model for the size that, times the recipe's scale, makes the target.</summary>
public static class SizePlan
{
    private const double AspectTolerance = 0.02; // what models call 16:9 is often 7:4; refinement crops what laps over

    /// <summary>The size to ask for in pixels; null when the model makes none that fits.</summary>
    /// <param name="rule">The sizes that the model makes.</param>
    /// <param name="targetWidth">Width of the refined file, pixels.</param>
    /// <param name="targetHeight">Its height.</param>
    /// <param name="scale">How many times the recipe enlarges, at least 1.</param>
    public static (int Width, int Height)? For(SizeRule rule, int targetWidth, int targetHeight, double scale) =>
        rule.Only is { } sizes ? FromList(sizes, targetWidth, targetHeight, scale) : WithinBounds(rule, targetWidth / scale, targetHeight / scale);

    private static (int, int)? WithinBounds(SizeRule rule, double width, double height)
    {
        var enlarge = Math.Max(1, rule.MinEdge / Math.Min(width, height));
        var planned = (Width: UpTo(width * enlarge, rule.MultipleOf), Height: UpTo(height * enlarge, rule.MultipleOf));
        return Math.Max(planned.Width, planned.Height) <= rule.MaxEdge ? planned : null;
    }

    /// <summary>The smallest listed size of the right shape that is large enough, or else the largest of that shape.</summary>
    private static (int, int)? FromList(IReadOnlyList<string> sizes, int targetWidth, int targetHeight, double scale)
    {
        var aspect = (double)targetWidth / targetHeight;
        var fitting = sizes.Select(Parse).Where(size => Math.Abs((double)size.Width / size.Height / aspect - 1) <= AspectTolerance).OrderBy(size => size.Width).ToList();
        if (fitting.Count == 0)
            return null;
        var enough = fitting.FirstOrDefault(size => size.Width >= targetWidth / scale);
        return enough == default ? fitting[^1] : enough;
    }

    private static (int Width, int Height) Parse(string size)
    {
        var edges = size.Split('x');
        return (int.Parse(edges[0], CultureInfo.InvariantCulture), int.Parse(edges[1], CultureInfo.InvariantCulture));
    }

    private static int UpTo(double pixels, int multiple) => (int)Math.Ceiling(Math.Ceiling(pixels - 1e-9) / multiple) * multiple;
}
