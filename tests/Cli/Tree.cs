namespace Atelier.Cli.Tests;

/// <summary>The tree that the tests were built in.</summary>
internal static class Tree
{
    public static string Root { get; } = Find();

    public static string File(string path) => Path.Combine(Root, path);

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(at.FullName, "Atelier.slnx")))
                return at.FullName;
        }
        throw new InvalidOperationException($"No Atelier.slnx above {AppContext.BaseDirectory}.");
    }
}
