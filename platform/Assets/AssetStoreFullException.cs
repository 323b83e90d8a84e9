namespace Atelier.Platform.Assets;

/// <summary>The disk or bucket under the asset store has no room left; whatever was being kept is gone from it again.</summary>
public sealed class AssetStoreFullException(string location, Exception inner)
    : Exception($"The asset store at '{location}' is full: make room or point Atelier:Assets elsewhere.", inner)
{
    private const int NoSpace = 28, QuotaExceeded = 122, WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Whether an error of the file system says that there is no room. On Unix an <see cref="IOException"/> carries the errno as its HResult.</summary>
    public static bool IsDiskFull(Exception error) => error is IOException { HResult: NoSpace or QuotaExceeded or WindowsDiskFull };
}
