using System.Globalization;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Intake.Catalog;

/// <summary>The formats by name, resolved to pixels.</summary>
internal sealed class FormatShelf
{
    private const double Tolerance = 0.01;
    private const int LongestEdge = 8192;

    private readonly Dictionary<(string, Medium, Grade), OutputFormat> _formats = [];

    public IReadOnlyCollection<string> Names { get; private init; } = [];

    /// <summary>As the catalog says it.</summary>
    public required IReadOnlyDictionary<string, FormatTemplate> All { get; init; }

    public OutputFormat Of(string name, Medium medium, Grade grade) => _formats[(name, medium, grade)];

    public static FormatShelf Load(string path)
    {
        var book = CatalogLoader.Load<FormatBook>(path);
        var shelf = new FormatShelf { All = book.Value.Formats, Names = [.. book.Value.Formats.Keys.Order(StringComparer.Ordinal)] };
        foreach (var (name, format) in book.Value.Formats)
        {
            var ratio = Ratio(format.AspectRatio) ?? throw book.Error($"formats.{name}.aspectRatio", "a ratio of two whole numbers, such as 16:9");
            CheckSafeArea(book, name, format.SafeArea);
            foreach (var grade in Enum.GetValues<Grade>())
            {
                shelf._formats[(name, Medium.Image, grade)] = Resolve(book, name, format, ratio, "image", format.Image, grade);
                shelf._formats[(name, Medium.Video, grade)] = Resolve(book, name, format, ratio, "video", format.Video, grade);
            }
        }
        return shelf;
    }

    private static OutputFormat Resolve(
        CatalogDocument<FormatBook> book, string name, FormatTemplate format, double ratio, string medium, IReadOnlyDictionary<Grade, string> sizes, Grade grade)
    {
        var field = $"formats.{name}.{medium}.{(grade == Grade.Draft ? "draft" : "delivery")}";
        if (!sizes.TryGetValue(grade, out var size) || Pair(size, 'x') is not var (width, height))
            throw book.Error(field, "a size such as 1280x720");
        if (width % 2 != 0 || height % 2 != 0 || Math.Max(width, height) > LongestEdge)
            throw book.Error(field, $"even edges of at most {LongestEdge} pixels (video codecs take no odd ones)");
        if (Math.Abs((double)width / height / ratio - 1) > Tolerance)
            throw book.Error(field, $"a size within 1 % of {format.AspectRatio}: {width} wide wants {Math.Round(width / ratio)} high");
        return new OutputFormat { Name = name, AspectRatio = format.AspectRatio, Width = width, Height = height, SafeArea = format.SafeArea };
    }

    private static void CheckSafeArea(CatalogDocument<FormatBook> book, string name, SafeArea? area)
    {
        if (area is null)
            return;
        foreach (var (edge, inset) in new[] { ("top", area.Top), ("right", area.Right), ("bottom", area.Bottom), ("left", area.Left) })
        {
            if (inset is not (>= 0 and <= SafeArea.Most))
                throw book.Error($"formats.{name}.safeArea.{edge}", $"percent of the picture, 0 to {SafeArea.Most:0}");
        }
    }

    private static double? Ratio(string text) => Pair(text, ':') is var (a, b) ? (double)a / b : null;

    private static (int, int)? Pair(string text, char between) => text.Split(between) is [var a, var b]
        && int.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && first > 0
        && int.TryParse(b, NumberStyles.None, CultureInfo.InvariantCulture, out var second) && second > 0 ? (first, second) : null;
}
