using System.Text.Json;
using Atelier.Contracts;
using Atelier.Platform.Stores;

namespace Atelier.Intake.Store;

/// <summary>That a tenant may see an asset: it was uploaded by it, referred to by it, or made for it.</summary>
internal sealed class OwnedAssetRow : IKeyed
{
    public required Guid Id { get; init; }

    public required string TenantId { get; init; }

    /// <summary>An <see cref="AssetRef"/> as JSON.</summary>
    public required string Asset { get; init; }

    public static Guid IdOf(string tenantId, string sha256) => DeterministicId.From("owned-asset", tenantId, sha256);

    public AssetRef ToAsset() => JsonSerializer.Deserialize<AssetRef>(Asset, AtelierJson.Options)!;

    /// <summary>The rows to load before <see cref="Grant"/>.</summary>
    public static IEnumerable<RowKey> Keys(string tenantId, IEnumerable<AssetRef> assets) => assets.Select(asset => RowKey.Of<OwnedAssetRow>(IdOf(tenantId, asset.Sha256)));

    /// <summary>Lets the tenant see the assets from now on.</summary>
    public static void Grant(CommitScope scope, string tenantId, IEnumerable<AssetRef> assets)
    {
        foreach (var asset in assets)
        {
            var id = IdOf(tenantId, asset.Sha256);
            if (scope.Find<OwnedAssetRow>(id) is null)
                scope.Add(new OwnedAssetRow { Id = id, TenantId = tenantId, Asset = JsonSerializer.Serialize(asset, AtelierJson.Options) });
        }
    }
}
