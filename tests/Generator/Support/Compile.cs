using System.Text;
using Atelier.Generator.Vendors;
using Atelier.Platform.Catalog;
using Microsoft.Extensions.Configuration;

namespace Atelier.Generator.Tests.Support;

internal static class Compile
{
    /// <summary>The models of a document that is given as text.</summary>
    public static IReadOnlyList<VendorModel> Document(string text, params (string Key, string Value)[] settings) =>
        new VendorCompiler(CatalogLoader.Parse<VendorDocument>(Encoding.UTF8.GetBytes(text), "test.yaml"), new ConfigurationBuilder().AddInMemoryCollection(settings.Select(it => new KeyValuePair<string, string?>(it.Key, it.Value))).Build(), TimeProvider.System).Compile();
}
