using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Atelier.Contracts;
using Atelier.Platform.Media;

namespace Atelier.Platform.Assets;

/// <summary>Assets as objects of a bucket, named as the folder names its files. An object shows only when it is whole: S3 itself sees to that.</summary>
public sealed class S3AssetStore : IAssetStore, IDisposable
{
    private readonly S3Location _location;
    private readonly IAmazonS3 _s3;
    private readonly string _spool = Path.Combine(Path.GetTempPath(), "atelier-assets");

    /// <summary>Uses the bucket; nothing is asked of it before the first call.</summary>
    public S3AssetStore(S3Location location, AWSCredentials? credentials = null) => (_location, _s3) = (location, location.Client(credentials));

    /// <inheritdoc/>
    public async Task<AssetRef> Put(Stream content, MediaFacts facts, CancellationToken ct = default)
    {
        using var written = await Intermediate.Write(_spool, content, ct); // the name is known only when the last byte is
        if (await Find(written.Sha256, ct) is null)
            await Upload(written.Path, AssetName.Of(written.Sha256, facts.MediaType), facts.MediaType, ct);
        return facts.ToAsset(written.Sha256, written.Bytes);
    }

    /// <inheritdoc/>
    public async Task<AssetRef> PutFile(string path, MediaFacts facts, CancellationToken ct = default)
    {
        await using var content = File.OpenRead(path);
        return await Put(content, facts, ct);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenRead(string sha256, CancellationToken ct = default)
    {
        var local = await Download(sha256, ct); // a copy can be seeked, which a response cannot
        return new FileStream(local, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 81_920, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
    }

    /// <inheritdoc/>
    public async Task<LocalAsset> Borrow(AssetRef asset, CancellationToken ct = default) => LocalAsset.Temporary(await Download(asset.Sha256, ct));

    /// <inheritdoc/>
    public async Task<bool> Exists(string sha256, CancellationToken ct = default) => await Find(sha256, ct) is not null;

    /// <inheritdoc/>
    public void Dispose() => _s3.Dispose();

    private async Task Upload(string path, string key, string mediaType, CancellationToken ct)
    {
        try
        {
            var put = new PutObjectRequest { BucketName = _location.Bucket, Key = key, FilePath = path, ContentType = mediaType, UseChunkEncoding = false };
            await _s3.PutObjectAsync(put, ct);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.InsufficientStorage || e.ErrorCode is "XMinioStorageFull" or "QuotaExceeded")
        {
            throw new AssetStoreFullException($"s3://{_location.Bucket}", e);
        }
    }

    private async Task<string> Download(string sha256, CancellationToken ct)
    {
        var key = await Find(sha256, ct) ?? throw new AssetNotFoundException(sha256);
        using var response = await _s3.GetObjectAsync(_location.Bucket, key, ct);
        var written = await Intermediate.Write(_spool, response.ResponseStream, ct);
        var named = Path.ChangeExtension(written.Path, Path.GetExtension(key));
        File.Move(written.Path, named);
        return named;
    }

    private async Task<string?> Find(string sha256, CancellationToken ct)
    {
        if (!AssetName.IsHash(sha256))
            return null;
        var found = await _s3.ListObjectsV2Async(new() { BucketName = _location.Bucket, Prefix = AssetName.Stem(sha256) + ".", MaxKeys = 1 }, ct);
        return found.S3Objects?.FirstOrDefault()?.Key;
    }
}
