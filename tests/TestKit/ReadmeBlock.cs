namespace Atelier.TestKit;

/// <summary>A part of the README that is drawn from the code, between <c>&lt;!-- name --&gt;</c> and <c>&lt;!-- /name --&gt;</c>.</summary>
public static class ReadmeBlock
{
    private const string Accept = "ATELIER_ACCEPT_README";

    /// <summary>What is wrong when the README does not say it; null when it does. With ATELIER_ACCEPT_README=1 the README is rewritten.</summary>
    public static string? Stale(string name, string content)
    {
        var path = Path.Combine(TestPaths.Root, "README.md");
        var readme = File.ReadAllText(path);
        var (start, end) = ($"<!-- {name} -->\n", $"<!-- /{name} -->");
        var (from, to) = (readme.IndexOf(start, StringComparison.Ordinal) + start.Length, readme.IndexOf(end, StringComparison.Ordinal));
        if (readme[from..to] == content)
            return null;
        if (Environment.GetEnvironmentVariable(Accept) != "1")
            return $"The README's part '{name}' is not what the code says. Run this test with {Accept}=1 and commit the README. The code says:\n{content}";
        File.WriteAllText(path, readme[..from] + content + readme[to..]);
        return null;
    }
}
