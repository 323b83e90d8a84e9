using System.Diagnostics;
using Atelier.Platform.Assets;
using Atelier.Platform.Media;

namespace Atelier.Platform.Tests.Assets;

/// <summary>On a real disk of 256 KB (a tmpfs), which takes root, as CI has; without it these tests fail rather than skip.</summary>
public sealed class When_the_disk_under_the_assets_is_full : IDisposable
{
    private static readonly MediaFacts Png = new() { MediaType = "image/png" };
    private readonly string _disk = Directory.CreateTempSubdirectory("atelier-full-").FullName;
    private readonly IAssetStore _store;

    public When_the_disk_under_the_assets_is_full()
    {
        Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", _disk);
        _store = AssetStores.Open(_disk, TimeProvider.System);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task nothing_of_the_asset_is_kept_and_the_error_says_what_to_do()
    {
        var error = await Assert.ThrowsAsync<AssetStoreFullException>(() => _store.Put(new MemoryStream(new byte[1_000_000]), Png, Ct));
        Assert.Contains("Atelier:Assets", error.Message);
        Assert.Empty(Directory.GetFiles(_disk, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task what_was_kept_before_stays_and_what_fits_is_still_taken()
    {
        var before = await _store.Put(new MemoryStream(new byte[100_000]), Png, Ct);
        await Assert.ThrowsAsync<AssetStoreFullException>(() => _store.Put(new MemoryStream(new byte[1_000_000]), Png, Ct));
        var after = await _store.Put(new MemoryStream(new byte[50_000]), Png, Ct);
        Assert.True(await _store.Exists(before.Sha256, Ct) && await _store.Exists(after.Sha256, Ct));
    }

    public void Dispose()
    {
        Run("umount", _disk);
        Directory.Delete(_disk);
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} needs root: {error}");
    }
}
