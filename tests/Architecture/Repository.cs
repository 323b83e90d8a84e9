using System.Xml.Linq;
using Atelier.TestKit;

namespace Atelier.Architecture.Tests;

/// <summary>The tree as it lies there: what the rules are about.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", ".git", ".atelier", "node_modules"];

    public static string Root => TestPaths.Root;

    /// <summary>Paths from the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Select(Relative).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> CSharp { get; } = [.. Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal))];

    public static IReadOnlyList<Project> Projects { get; } = [.. Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(Project.Read)];

    public static string Full(string file) => Path.Combine(Root, file);

    public static string[] Lines(string file) => File.ReadAllLines(Full(file));

    public static string Text(string file) => File.ReadAllText(Full(file));

    public static bool IsTest(string file) => file.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>Fails with every violation on its own line under the rule it breaks.</summary>
    public static void NoneOf(IEnumerable<string> violations, string rule)
    {
        var found = violations.ToList();
        Assert.True(found.Count == 0, $"{rule}\n  {string.Join("\n  ", found)}");
    }

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder).Where(inner => !NotOurs.Contains(Path.GetFileName(inner))).SelectMany(Walk));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');
}

/// <summary>A project file: its folder from the root, the folders it references, and its packages.</summary>
internal sealed record Project(string File, string Folder, IReadOnlyList<string> References, IReadOnlyList<XElement> Packages)
{
    public static Project Read(string file)
    {
        var folder = Path.GetDirectoryName(file)!.Replace('\\', '/');
        var xml = XDocument.Load(Repository.Full(file));
        var references = xml.Descendants("ProjectReference").Select(reference => FolderOf(folder, reference.Attribute("Include")!.Value)).Order(StringComparer.Ordinal);
        return new Project(file, folder, [.. references], [.. xml.Descendants("PackageReference")]);
    }

    private static string FolderOf(string from, string reference)
    {
        var target = Path.GetFullPath(Path.Combine(Repository.Root, from, Path.GetDirectoryName(reference.Replace('\\', '/'))!));
        return Path.GetRelativePath(Repository.Root, target).Replace('\\', '/');
    }
}
