using System.Text.RegularExpressions;
using Atelier.TestKit;

namespace Atelier.Generator.Tests.Support;

/// <summary>The summaries of records and their properties, read from the sources of the types that documents are read into.</summary>
internal static partial class SourceWords
{
    private static readonly Lazy<Dictionary<(string Type, string? Member), string>> All = new(() =>
    {
        var all = new Dictionary<(string, string?), string>();
        foreach (var folder in new[] { "contracts", "services/generator/Vendors" })
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(TestPaths.Root, folder), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)))
                Read(File.ReadAllText(file), all);
        }

        return all;
    });

    public static string? Of(Type type, string? member) => All.Value.GetValueOrDefault((type.Name, member));

    private static void Read(string source, Dictionary<(string, string?), string> all)
    {
        var type = "";
        foreach (Match match in Documented().Matches(source))
        {
            var words = Markup().Replace(Margin().Replace(match.Groups["words"].Value, " "), part => part.Groups["name"].Success ? part.Groups["name"].Value.Split('.')[^1] : part.Groups["code"].Success ? part.Groups["code"].Value : "").Trim();
            if (match.Groups["type"].Success) type = match.Groups["type"].Value;
            if (words.Length > 0) all.TryAdd((type, match.Groups["type"].Success ? null : match.Groups["member"].Value), words);
        }
    }

    [GeneratedRegex(@"(?:/// <summary>(?<words>(?:(?!</summary>).)*?)</summary>\s*(?:///[^\n]*\n\s*)*)?(?:\[[^\]\n]*\]\s*)*(?:(?:public|internal)\s+(?:sealed\s+|static\s+)*(?:record|enum|class)\s+(?<type>\w+)|public\s+(?:required\s+)?[\w<>,?\.\s\[\]]+?\s(?<member>\w+)\s*\{\s*get)", RegexOptions.Singleline)]
    private static partial Regex Documented();

    [GeneratedRegex(@"\s*\n\s*///\s*")]
    private static partial Regex Margin();

    [GeneratedRegex("<see cref=\"(?<name>[^\"]+)\"\\s*/>|<c>(?<code>[^<]*)</c>|<[^>]+>")]
    private static partial Regex Markup();
}
