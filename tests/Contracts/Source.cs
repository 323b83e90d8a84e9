namespace Atelier.Contracts.Tests;

/// <summary>The contracts as files.</summary>
internal static class Source
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The folder under contracts/ that holds the type's own file; null when there is no such file.</summary>
    public static string? FolderOf(Type type) =>
        Directory.EnumerateFiles(Path.Combine(Root, "contracts"), $"{type.Name}.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)))
            .SingleOrDefault();

    private static string FindRoot(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Atelier.slnx")))
                return at.FullName;
        throw new InvalidOperationException($"No Atelier.slnx above {folder}.");
    }
}
