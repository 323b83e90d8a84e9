using Atelier.Contracts;
using Atelier.Generator.Tests.Support;
using Atelier.Platform.Assets;
using Atelier.Platform.Media;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Generator.Tests;

public sealed class When_the_asset_store_is_full : IAsyncLifetime
{
    private readonly string folder = Given.Folder();
    private readonly TightStore store;
    private TestVendor vendor = null!;
    private GeneratorHost host = null!;

    public When_the_asset_store_is_full() => store = new TightStore(AssetStores.Open(Path.Combine(folder, "assets"), TimeProvider.System));

    public async ValueTask InitializeAsync()
    {
        vendor = (await TestVendor.Start()).On("/sync", 200, $$"""{"image":"{{Given.PngBase64}}"}""").On("/link", 200, """{"url":"$URL/file"}""").File("/file", Given.Png);
        host = await GeneratorHost.Start(Path.Combine(folder, "data"), vendor.Catalog(Path.Combine(folder, "catalog")),
            [("TEST_KEY", TestVendor.Secret)], services => services.AddSingleton<IAssetStore>(store));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await vendor.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("test/sync")]
    [InlineData("test/link")]
    public async Task the_output_is_held_until_there_is_room_again(string model)
    {
        store.RefusalsLeft = 1;
        var done = await host.Completes(Given.Attempt(model));
        Assert.True(await store.Exists(done.Output.Sha256, TestContext.Current.CancellationToken));
        Assert.Equal(0, store.RefusalsLeft);
        Assert.Single(vendor.Requests, r => r.Path != "/file");
    }

    [Theory]
    [InlineData("test/sync")]
    [InlineData("test/link")]
    public async Task at_the_deadline_it_is_lost_and_charged(string model)
    {
        store.RefusalsLeft = int.MaxValue;
        var failed = await host.Fails(Given.Attempt(model, a => a.Within = TimeSpan.FromSeconds(3)));
        Assert.Equal((FailureKind.OutputLost, Cost.Of(50_000)), (failed.Failure, failed.Cost));
    }

    /// <summary>The real store, which finds no room a number of times.</summary>
    private sealed class TightStore(IAssetStore inner) : IAssetStore
    {
        public int RefusalsLeft { get; set; }

        public Task<AssetRef> Put(Stream content, MediaFacts facts, CancellationToken ct = default) =>
            RefusalsLeft > 0 && RefusalsLeft-- > 0 ? throw new AssetStoreFullException("/full", new IOException("No space left on device")) : inner.Put(content, facts, ct);

        public Task<AssetRef> PutFile(string path, MediaFacts facts, CancellationToken ct = default) => inner.PutFile(path, facts, ct);

        public Task<Stream> OpenRead(string sha256, CancellationToken ct = default) => inner.OpenRead(sha256, ct);

        public Task<LocalAsset> Borrow(AssetRef asset, CancellationToken ct = default) => inner.Borrow(asset, ct);

        public Task<bool> Exists(string sha256, CancellationToken ct = default) => inner.Exists(sha256, ct);
    }
}
