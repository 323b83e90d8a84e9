using Atelier.Platform.Assets;

namespace Atelier.Platform.Tests.Assets;

public sealed class When_assets_are_kept_in_a_folder : AssetStoreClaims, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("atelier-assets-").FullName;

    public When_assets_are_kept_in_a_folder() => Store = AssetStores.Open(_folder, TimeProvider.System);

    protected override IAssetStore Store { get; }

    [Fact]
    public async Task any_viewer_can_open_the_files()
    {
        var asset = await Store.Put(new MemoryStream([1]), Png, Ct);
        Assert.True(File.Exists(Path.Combine(_folder, asset.Sha256[..2], asset.Sha256 + ".png")));
    }

    [Fact]
    public async Task what_a_crash_left_unfinished_is_removed_once_it_is_old()
    {
        var (old, young) = (Path.Combine(_folder, ".incoming", "old.tmp"), Path.Combine(_folder, ".incoming", "young.tmp"));
        await File.WriteAllTextAsync(old, "half", Ct);
        await File.WriteAllTextAsync(young, "half", Ct);
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1));

        _ = AssetStores.Open(_folder, TimeProvider.System);

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young), "another process may still be writing it");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override int CountKept() => Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Length;
}
