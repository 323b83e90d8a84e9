using System.Buffers;
using Atelier.Platform.Media;

namespace Atelier.Platform.Assets;

/// <summary>Where an asset lies within a store: <c>ab/abcd….png</c>, a folder for the first two digits, and an extension for viewers.</summary>
internal static class AssetName
{
    private const string Other = ".bin"; // nothing that a viewer here opens

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>Every extension an asset may have.</summary>
    public static IReadOnlyList<string> Extensions { get; } =
        [.. new[] { MediaTypes.Png, MediaTypes.Jpeg, MediaTypes.WebP, MediaTypes.Mp4 }.Select(MediaTypes.Extension), Other];

    /// <summary>True for 64 lower-case hex digits: nothing else may become part of a path.</summary>
    public static bool IsHash(string sha256) => sha256.Length == 64 && !sha256.AsSpan().ContainsAnyExcept(LowerHex);

    public static string Of(string sha256, string mediaType) =>
        Stem(sha256) + (MediaTypes.IsImage(mediaType) || MediaTypes.IsVideo(mediaType) ? MediaTypes.Extension(mediaType) : Other);

    public static string Stem(string sha256) => $"{sha256[..2]}/{sha256}";
}
