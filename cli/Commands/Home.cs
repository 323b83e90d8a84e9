namespace Atelier.Cli.Commands;

/// <summary>Finds what comes with Atelier: in the working folder, else in the tree that this program was built in.</summary>
internal static class Home
{
    public static string Find(string name)
    {
        if (Path.Exists(name))
            return Path.GetFullPath(name);
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Atelier.slnx")))
                return Path.Combine(at.FullName, name);
        }
        return Path.GetFullPath(name);
    }
}
