namespace Atelier.Platform.Assets;

/// <summary>The store has no asset of that hash.</summary>
public sealed class AssetNotFoundException(string sha256) : Exception($"The asset store has no asset '{sha256}'.")
{
    /// <summary>The hash that was asked for, as it was given.</summary>
    public string Sha256 { get; } = sha256;
}
