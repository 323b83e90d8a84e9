using Atelier.Platform.Catalog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Atelier.Generator.Vendors;

/// <summary>Every model that the catalog's vendor documents define.</summary>
internal sealed class VendorCatalog : IDisposable
{
    private readonly Dictionary<string, VendorModel> models;

    private VendorCatalog(Dictionary<string, VendorModel> models) => this.models = models;

    public VendorModel? Find(string id) => models.GetValueOrDefault(id);

    /// <exception cref="CatalogException">A document is not right.</exception>
    public static VendorCatalog Load(CatalogFolder catalog, IConfiguration configuration, ILogger<VendorCatalog> log)
    {
        var models = new Dictionary<string, VendorModel>();
        foreach (var file in catalog.Files("vendors"))
        {
            var document = CatalogLoader.Load<VendorDocument>(file);
            foreach (var model in new VendorCompiler(document, configuration).Compile())
            {
                if (!models.TryAdd(model.Id, model)) throw document.Error("vendor", "a name that no other document has");
                if (model.Vendor.Credential?.Missing is { } key) log.LogWarning("{Model} cannot be used: {Key} is not set", model.Id, key);
            }
        }

        return new VendorCatalog(models);
    }

    public void Dispose()
    {
        foreach (var vendor in models.Values.Select(model => model.Vendor).Distinct()) vendor.Dispose();
    }
}
