using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Router.Policy;

/// <summary>Loads how tenants share; a catalog without the document shares evenly.</summary>
internal static class TenantLoader
{
    public static TenantBook Load(CatalogFolder catalog)
    {
        var file = catalog.File("tenants.yaml");
        if (!File.Exists(file))
            return new TenantBook();
        var document = CatalogLoader.Load<TenantBook>(file);
        var wrong = document.Value.Tenants.Select(tenant => ($"tenants.{tenant.Key}.weight", tenant.Value.Weight)).Prepend(("default.weight", document.Value.Default.Weight))
            .FirstOrDefault(entry => entry.Item2 is < 1 or > TenantTerms.MostWeight);
        return wrong.Item1 is null ? document.Value : throw document.Error(wrong.Item1, $"a whole number from 1 to {TenantTerms.MostWeight}");
    }
}
