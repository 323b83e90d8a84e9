using Atelier.TestKit;

namespace Atelier.Cli.Tests;

/// <summary>The tree that the tests were built in.</summary>
internal static class Tree
{
    public static string File(string path) => Path.Combine(TestPaths.Root, path);
}
