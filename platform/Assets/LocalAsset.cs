namespace Atelier.Platform.Assets;

/// <summary>A borrowed local file; disposing of it gives it back, after which the path means nothing.</summary>
public sealed class LocalAsset : IAsyncDisposable
{
    private readonly bool _temporary;

    private LocalAsset(string path, bool temporary) => (Path, _temporary) = (path, temporary);

    /// <summary>Absolute path of the file; its extension fits its media type.</summary>
    public string Path { get; }

    /// <summary>A file that stays when it is given back.</summary>
    public static LocalAsset Kept(string path) => new(path, temporary: false);

    /// <summary>A copy that is deleted when it is given back.</summary>
    public static LocalAsset Temporary(string path) => new(path, temporary: true);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (_temporary)
            File.Delete(Path);
        return ValueTask.CompletedTask;
    }
}
