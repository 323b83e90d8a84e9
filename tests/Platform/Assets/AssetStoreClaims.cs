using System.Security.Cryptography;
using Atelier.Contracts;
using Atelier.Platform.Assets;
using Atelier.Platform.Media;

namespace Atelier.Platform.Tests.Assets;

/// <summary>What every asset store promises; each kind of store runs all of it.</summary>
public abstract class AssetStoreClaims
{
    protected static readonly MediaFacts Png = new() { MediaType = "image/png", Width = 4, Height = 3 };

    protected abstract IAssetStore Store { get; }

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task what_was_put_is_read_back_under_its_hash()
    {
        var bytes = RandomNumberGenerator.GetBytes(200_000);
        var asset = await Store.Put(new MemoryStream(bytes), Png, Ct);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), asset.Sha256);
        Assert.Equal((200_000, "image/png", 4, 3), (asset.Bytes, asset.MediaType, asset.Width, asset.Height));
        Assert.Equal(bytes, await Read(asset.Sha256));
        Assert.True(await Store.Exists(asset.Sha256, Ct));
    }

    [Fact]
    public async Task a_file_can_be_put_and_stays_where_it_was()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, [1, 2, 3], Ct);
        var asset = await Store.PutFile(path, Png, Ct);
        Assert.Equal([1, 2, 3], await Read(asset.Sha256));
        Assert.True(File.Exists(path));
        File.Delete(path);
    }

    [Fact]
    public async Task the_same_bytes_are_the_same_asset()
    {
        var puts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Store.Put(new MemoryStream([7, 7, 7]), Png, Ct)));
        Assert.Single(puts.Distinct());
        Assert.Equal(1, CountKept());
    }

    [Fact]
    public async Task an_asset_without_bytes_is_an_asset()
    {
        var asset = await Store.Put(Stream.Null, Png, Ct);
        Assert.Equal(0, asset.Bytes);
        Assert.Empty(await Read(asset.Sha256));
    }

    [Fact]
    public async Task a_borrowed_asset_is_a_local_file_with_a_telling_extension()
    {
        var asset = await Store.Put(new MemoryStream([9, 9]), Png with { MediaType = "video/mp4" }, Ct);
        await using (var local = await Store.Borrow(asset, Ct))
        {
            Assert.Equal([9, 9], await File.ReadAllBytesAsync(local.Path, Ct));
            Assert.Equal(".mp4", Path.GetExtension(local.Path));
        }
        Assert.Equal([9, 9], await Read(asset.Sha256));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("../../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0000000000000000000000000000000000000000000000000000000000")]
    public async Task what_is_not_there_is_not_found(string sha256)
    {
        Assert.False(await Store.Exists(sha256, Ct));
        await Assert.ThrowsAsync<AssetNotFoundException>(() => Store.OpenRead(sha256, Ct));
        await Assert.ThrowsAsync<AssetNotFoundException>(() => Store.Borrow(new AssetRef { Sha256 = sha256, MediaType = "image/png", Bytes = 1 }, Ct));
    }

    [Fact]
    public async Task a_source_that_breaks_off_leaves_nothing_behind()
    {
        await Assert.ThrowsAsync<IOException>(() => Store.Put(new BreaksOff(), Png, Ct));
        Assert.Equal(0, CountKept());
    }

    /// <summary>Files or objects, whole or not, that the store holds.</summary>
    protected abstract int CountKept();

    private async Task<byte[]> Read(string sha256)
    {
        await using var stream = await Store.OpenRead(sha256, Ct);
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Ct);
        return copy.ToArray();
    }

    private sealed class BreaksOff : MemoryStream
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default) =>
            _reads++ == 0 ? ValueTask.FromResult(buffer.Length) : throw new IOException("the other side hung up");
    }
}
