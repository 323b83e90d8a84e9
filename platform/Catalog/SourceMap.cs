using YamlDotNet.RepresentationModel;

namespace Atelier.Platform.Catalog;

/// <summary>Where the fields of a document stand in its file.</summary>
internal sealed class SourceMap
{
    public static SourceMap Empty { get; } = new();

    private readonly Dictionary<string, Place> places = [];

    public readonly record struct Place(int Line, int Column, string Found)
    {
        public static Place Of(YamlNode node) => new((int)node.Start.Line, (int)node.Start.Column, Describe(node));
    }

    public void Remember(string path, YamlNode node) => places[path] = Place.Of(node);

    public bool Has(string path) => places.ContainsKey(path);

    /// <summary>The place of a field, else of the nearest thing that would contain it.</summary>
    public Place Nearest(string path, out bool exact)
    {
        exact = true;
        for (var at = path; ; at = Parent(at), exact = false)
        {
            if (places.TryGetValue(at, out var place)) return place;
            if (at.Length == 0) return new Place(1, 1, "nothing");
        }
    }

    public static string Describe(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { Length: > 60 } text } => $"\"{text[..57]}…\"",
        YamlScalarNode scalar => Scalars.IsNull(scalar) ? "nothing" : $"\"{scalar.Value}\"",
        YamlSequenceNode list => $"a list of {list.Children.Count}",
        _ => "a group of fields",
    };

    private static string Parent(string path)
    {
        var cut = path.LastIndexOfAny(['.', '[']);
        return cut < 0 ? "" : path[..cut];
    }
}
