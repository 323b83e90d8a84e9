using System.Security.Cryptography;
using Atelier.Contracts;
using Atelier.Platform.Media;

namespace Atelier.Platform.Assets;

/// <summary>Assets as files of a folder: written beside, on to the disk, then renamed into place, so a name never shows half a file.</summary>
public sealed class FolderAssetStore : IAssetStore
{
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(6);
    private readonly string _root;
    private readonly string _incoming;

    /// <summary>Opens the folder, made when it is not there, and removes what a crash left unfinished hours ago.</summary>
    public FolderAssetStore(string folder, TimeProvider clock)
    {
        _root = Path.GetFullPath(folder);
        _incoming = Path.Combine(_root, ".incoming");
        Directory.CreateDirectory(_incoming);
        foreach (var left in new DirectoryInfo(_incoming).EnumerateFiles().Where(f => clock.GetUtcNow() - f.LastWriteTimeUtc > Abandoned))
            left.Delete();
    }

    /// <inheritdoc/>
    public async Task<AssetRef> Put(Stream content, MediaFacts facts, CancellationToken ct = default)
    {
        if (content is MemoryStream inMemory && Known(inMemory) is { } kept)
            return facts.ToAsset(kept, inMemory.Length - inMemory.Position); // the same bytes again cost a hash, and no file
        using var written = await Intermediate.Write(_incoming, content, ct);
        if (Find(written.Sha256) is null)
            MoveInPlace(written, Path.Combine(_root, AssetName.Of(written.Sha256, facts.MediaType)));
        return facts.ToAsset(written.Sha256, written.Bytes);
    }

    /// <inheritdoc/>
    public async Task<AssetRef> PutFile(string path, MediaFacts facts, CancellationToken ct = default)
    {
        await using var content = File.OpenRead(path);
        return await Put(content, facts, ct);
    }

    /// <inheritdoc/>
    public Task<Stream> OpenRead(string sha256, CancellationToken ct = default) =>
        Task.FromResult<Stream>(new FileStream(Locate(sha256), FileMode.Open, FileAccess.Read, FileShare.Read, 81_920, FileOptions.Asynchronous));

    /// <inheritdoc/>
    public Task<LocalAsset> Borrow(AssetRef asset, CancellationToken ct = default) => Task.FromResult(LocalAsset.Kept(Locate(asset.Sha256)));

    /// <inheritdoc/>
    public Task<bool> Exists(string sha256, CancellationToken ct = default) => Task.FromResult(Find(sha256) is not null);

    private string? Known(MemoryStream content)
    {
        var start = content.Position;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        content.Position = start;
        return Find(sha256) is null ? null : sha256;
    }

    private void MoveInPlace(Intermediate written, string target)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(written.Path, target, overwrite: true); // whoever was first wrote the same bytes
        }
        catch (IOException e) when (AssetStoreFullException.IsDiskFull(e))
        {
            throw new AssetStoreFullException(_root, e); // a folder needs room too
        }
    }

    private string Locate(string sha256) => Find(sha256) ?? throw new AssetNotFoundException(sha256);

    private string? Find(string sha256) => AssetName.IsHash(sha256)
        ? AssetName.Extensions.Select(x => Path.Combine(_root, AssetName.Stem(sha256) + x)).FirstOrDefault(File.Exists)
        : null;
}
