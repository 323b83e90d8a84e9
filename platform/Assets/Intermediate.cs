using System.Buffers;
using System.Security.Cryptography;

namespace Atelier.Platform.Assets;

/// <summary>A temporary file that is being filled and hashed; disposing of it removes what was not moved away.</summary>
internal sealed class Intermediate : IDisposable
{
    private Intermediate(string path, string sha256, long bytes) => (Path, Sha256, Bytes) = (path, sha256, bytes);

    public string Path { get; }

    public string Sha256 { get; }

    public long Bytes { get; }

    /// <summary>Copies the stream into a new file of the folder and on to the disk, hashing on the way.</summary>
    public static async Task<Intermediate> Write(string folder, Stream content, CancellationToken ct)
    {
        var path = System.IO.Path.Combine(folder, $"{Guid.NewGuid():N}.tmp");
        var buffer = ArrayPool<byte>.Shared.Rent(81_920);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Directory.CreateDirectory(folder);
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            file.Flush(flushToDisk: true);
            return new Intermediate(path, Convert.ToHexStringLower(hash.GetHashAndReset()), file.Length);
        }
        catch (Exception e)
        {
            File.Delete(path);
            if (AssetStoreFullException.IsDiskFull(e))
                throw new AssetStoreFullException(folder, e);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => File.Delete(Path);
}
