using Amazon.Runtime;
using Atelier.Platform.Assets;

namespace Atelier.Platform.Tests.Assets;

public sealed class When_assets_are_kept_in_a_bucket : AssetStoreClaims, IAsyncLifetime
{
    private readonly TinyBucket _bucket = new();
    private S3AssetStore? _store;

    protected override IAssetStore Store => _store!;

    public async ValueTask InitializeAsync()
    {
        var endpoint = await _bucket.Start();
        _store = new S3AssetStore(S3Location.Parse($"s3://pictures?endpoint={endpoint}&region=eu-central-1"), new BasicAWSCredentials("id", "secret"));
    }

    [Fact]
    public async Task a_bucket_without_room_says_so()
    {
        _bucket.Full = true;
        await Assert.ThrowsAsync<AssetStoreFullException>(() => Store.Put(new MemoryStream([1]), Png, Ct));
        Assert.Equal(0, CountKept());
    }

    [Fact]
    public async Task a_borrowed_copy_goes_when_it_is_given_back()
    {
        var asset = await Store.Put(new MemoryStream([1]), Png, Ct);
        var local = await Store.Borrow(asset, Ct);
        await local.DisposeAsync();
        Assert.False(File.Exists(local.Path));
    }

    [Theory]
    [InlineData("s3:bucket")]
    [InlineData("s3://bucket/folder")]
    [InlineData("s3://bucket?endpoint=ftp://host")]
    [InlineData("s3://bucket?end=http://host")]
    public void a_location_of_another_shape_is_refused(string location) =>
        Assert.Contains("Atelier:Assets", Assert.Throws<FormatException>(() => S3Location.Parse(location)).Message);

    public async ValueTask DisposeAsync()
    {
        _store?.Dispose();
        await _bucket.DisposeAsync();
    }

    protected override int CountKept() => _bucket.Objects.Count;
}
