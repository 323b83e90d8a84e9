namespace Atelier.Platform.Assets;

/// <summary>Opens an asset store by its location.</summary>
public static class AssetStores
{
    /// <summary>
    /// Opens a folder, or a bucket as <c>s3://bucket?endpoint=http://127.0.0.1:9000&amp;region=eu-central-1</c> (see <see cref="S3Location"/>).
    /// </summary>
    /// <exception cref="FormatException">The location is neither.</exception>
    public static IAssetStore Open(string location, TimeProvider clock) => location.StartsWith("s3:", StringComparison.OrdinalIgnoreCase)
        ? new S3AssetStore(S3Location.Parse(location))
        : new FolderAssetStore(location, clock);
}
