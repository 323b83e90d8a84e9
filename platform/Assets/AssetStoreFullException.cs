namespace Atelier.Platform.Assets;

/// <summary>The disk or bucket under the asset store has no room left; whatever was being kept is gone from it again.</summary>
public sealed class AssetStoreFullException(string location, Exception inner)
    : Exception($"The asset store at '{location}' is full: make room or point Atelier:Assets elsewhere.", inner);
