using Atelier.Contracts;
using Atelier.Platform.Media;

namespace Atelier.Platform.Assets;

/// <summary>
/// Keeps media by content: an asset is named by the SHA-256 of its bytes, is written once and never changes. What
/// <see cref="Put"/> has returned survives a killed process; what it has not returned left nothing behind.
/// </summary>
public interface IAssetStore
{
    /// <summary>Keeps the stream's bytes from its position to its end. The same bytes are the same asset, however often they come.</summary>
    /// <exception cref="AssetStoreFullException">No room: nothing is kept.</exception>
    Task<AssetRef> Put(Stream content, MediaFacts facts, CancellationToken ct = default);

    /// <summary>Keeps a copy of a local file.</summary>
    /// <exception cref="AssetStoreFullException">No room: nothing is kept.</exception>
    Task<AssetRef> PutFile(string path, MediaFacts facts, CancellationToken ct = default);

    /// <summary>Opens an asset for reading; the caller disposes of the stream.</summary>
    /// <param name="sha256">64 lower-case hex digits.</param>
    /// <param name="ct">Stops the opening.</param>
    /// <exception cref="AssetNotFoundException">There is none, or the hash is no hash.</exception>
    Task<Stream> OpenRead(string sha256, CancellationToken ct = default);

    /// <summary>Gives a local file with the asset's bytes, for programs that read files: not to be written to.</summary>
    /// <exception cref="AssetNotFoundException">There is none.</exception>
    Task<LocalAsset> Borrow(AssetRef asset, CancellationToken ct = default);

    /// <summary>Whether the asset is there; false for a hash that is none.</summary>
    Task<bool> Exists(string sha256, CancellationToken ct = default);
}
