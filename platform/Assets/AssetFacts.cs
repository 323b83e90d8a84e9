using Atelier.Contracts;
using Atelier.Platform.Media;

namespace Atelier.Platform.Assets;

/// <summary>From what is known of media to what points at it.</summary>
internal static class AssetFacts
{
    public static AssetRef ToAsset(this MediaFacts facts, string sha256, long bytes) => new()
    {
        Sha256 = sha256,
        MediaType = facts.MediaType,
        Bytes = bytes,
        Width = facts.Width,
        Height = facts.Height,
        Duration = facts.Duration,
    };
}
