namespace Atelier.TestKit;

/// <summary>Where things are in the checkout.</summary>
public static class TestPaths
{
    /// <summary>The folder of Atelier.slnx.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Atelier.slnx")) ? folder : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside a checkout."));
}
