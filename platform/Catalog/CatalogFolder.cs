namespace Atelier.Platform.Catalog;

/// <summary>The folder that holds the catalog's documents.</summary>
/// <param name="root">Absolute, or relative to the working folder.</param>
public sealed class CatalogFolder(string root)
{
    /// <summary>The folder.</summary>
    public string Root { get; } = root;

    /// <summary>The path of a document at the folder's root, as <c>routing.yaml</c>; whether it is there is the loader's to say.</summary>
    public string File(string name) => Path.Combine(Root, name);

    /// <summary>The paths of all YAML documents in a subfolder, in the order of their names; none when there is no such folder.</summary>
    public IEnumerable<string> Files(string subfolder)
    {
        var folder = Path.Combine(Root, subfolder);
        if (!Directory.Exists(folder)) return [];
        return Directory.EnumerateFiles(folder)
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
            .Order(StringComparer.Ordinal);
    }
}
