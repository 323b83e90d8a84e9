using System.Security.Cryptography;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Atelier.Platform.Catalog;

/// <summary>
/// Reads a YAML document into records. Names are camelCase and exact; <c>required</c> members must be there; an unknown key is
/// an error with the likely name; enums are camelCase; durations read <c>90s</c>, <c>2m</c>, <c>250ms</c> or <c>00:01:30</c>;
/// times read <c>2026-11-01</c> or <c>2026-11-01T08:00:00Z</c> and are UTC; in a map of lists of groups, one group may stand for a list of one;
/// a member of type <see cref="System.Text.Json.Nodes.JsonNode"/> takes any shape.
/// </summary>
public static class CatalogLoader
{
    /// <summary>Reads one document.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ignoreUnknown">True for a reader of a part: someone else validates the whole.</param>
    /// <exception cref="CatalogException">The file is missing, is not YAML, or does not say what <typeparamref name="T"/> needs.</exception>
    public static CatalogDocument<T> Load<T>(string path, bool ignoreUnknown = false)
        where T : class
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CatalogException(path, 1, 1, "", $"no readable file ({e.Message})", "a catalog document", e);
        }

        return Parse<T>(bytes, path, ignoreUnknown);
    }

    /// <summary>Reads one document that is already in memory.</summary>
    /// <param name="bytes">UTF-8.</param>
    /// <param name="path">What to call it in errors.</param>
    /// <param name="ignoreUnknown">As in <see cref="Load{T}"/>.</param>
    /// <exception cref="CatalogException">It is not YAML, or does not say what <typeparamref name="T"/> needs.</exception>
    public static CatalogDocument<T> Parse<T>(ReadOnlySpan<byte> bytes, string path, bool ignoreUnknown = false)
        where T : class
    {
        var source = new SourceMap();
        var text = Encoding.UTF8.GetString(bytes);
        var value = (T)new NodeReader(path, source, ignoreUnknown).Read(Root(text, path), typeof(T), "")!;
        return new CatalogDocument<T>(value, Convert.ToHexStringLower(SHA256.HashData(bytes)), path) { Source = source, Text = text };
    }

    /// <summary>Documents come over HTTP too: one that is nested without end must not end the process.</summary>
    private static void CheckDepth(string text, string path)
    {
        var (parser, depth) = (new Parser(new StringReader(text)), 0);
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > NodeReader.MaxDepth + 2) // the stream and its document are levels too
                throw new CatalogException(path, (int)parser.Current.Start.Line, (int)parser.Current.Start.Column, "", "a deeper level", $"at most {NodeReader.MaxDepth} levels");
        }
    }

    private static YamlNode Root(string text, string path)
    {
        var stream = new YamlStream();
        try
        {
            CheckDepth(text, path);
            stream.Load(new StringReader(text));
        }
        catch (InvalidOperationException e) // how the parser takes some lists and groups that nothing closes
        {
            throw new CatalogException(path, 1, 1, "", "broken YAML (a list or group that does not end)", "a YAML document", e);
        }
        catch (YamlException e)
        {
            throw new CatalogException(path, (int)e.Start.Line, (int)e.Start.Column, "", $"broken YAML ({e.Message})", "a YAML document", e);
        }

        return stream.Documents.Count == 1
            ? stream.Documents[0].RootNode
            : throw new CatalogException(path, 1, 1, "", $"{stream.Documents.Count} documents", "exactly one");
    }
}
