using Atelier.Generator.Hooks;
using Atelier.Platform.Catalog;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Atelier.Generator.Vendors;

/// <summary>Every model that the catalog's vendor documents define.</summary>
internal sealed class VendorCatalog : IDisposable
{
    private readonly Dictionary<string, VendorModel> models;

    private VendorCatalog(Dictionary<string, VendorModel> models) => this.models = models;

    /// <summary>Of models that are compiled already.</summary>
    public static VendorCatalog Of(IEnumerable<VendorModel> models) => new(models.ToDictionary(model => model.Id));

    /// <summary>The calls of a vendor; null: there are none.</summary>
    public Hook? Hook(string vendor) => models.Values.FirstOrDefault(model => model.Vendor.Name == vendor)?.Vendor.Hook;

    public VendorModel? Find(string id) => models.GetValueOrDefault(id);

    /// <exception cref="CatalogException">A document is not right.</exception>
    public static VendorCatalog Load(CatalogFolder catalog, IConfiguration configuration, ILogger<VendorCatalog> log, TimeProvider? time = null)
    {
        var models = new Dictionary<string, VendorModel>();
        foreach (var file in catalog.Files("vendors"))
        {
            var document = CatalogLoader.Load<VendorDocument>(file);
            var compiled = new VendorCompiler(document, configuration, time ?? TimeProvider.System).Compile();
            foreach (var model in compiled)
            {
                if (!models.TryAdd(model.Id, model)) throw document.Error("vendor", "a name that no other document has");
            }

            // Not a warning: most of the documents are of vendors that this line has no contract with, and an attempt at one says what is missing.
            if (compiled.FirstOrDefault()?.Vendor is { Credential.Missing: { } missing } vendor) log.LogInformation("{Vendor} cannot be used: {Missing}", vendor.Name, missing);
        }

        return new VendorCatalog(models);
    }

    public void Dispose()
    {
        foreach (var vendor in models.Values.Select(model => model.Vendor).Distinct()) vendor.Dispose();
    }
}
