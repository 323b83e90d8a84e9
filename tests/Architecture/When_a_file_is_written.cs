using System.Text.RegularExpressions;

namespace Atelier.Architecture.Tests;

public sealed partial class When_a_file_is_written
{
    private const int LongestFile = 300;
    private const int LongestConsumer = 80;
    private const int LongestProgram = 40;

    /// <summary>Files over a ceiling, each with the reason it may be.</summary>
    private static readonly Dictionary<string, string> Exceptions = [];

    [GeneratedRegex(@"class\s+\w+(<[^>]*>)?\s*(\([^)]*\))?\s*:[^{;]*\bIConsumer<")]
    private static partial Regex Consumer { get; }

    [GeneratedRegex(@"#pragma warning disable\s+[\w, ]+$")]
    private static partial Regex BareSuppression { get; }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|new NotImplementedException")]
    private static partial Regex Unfinished { get; }

    [Fact]
    public void it_is_short_enough_to_have_one_job() => Repository.NoneOf(
        from file in Repository.CSharp
        let lines = Repository.Lines(file).Length
        where lines > Ceiling(file) && !Exceptions.ContainsKey(file)
        select $"{file}: {lines} lines, at most {Ceiling(file)}",
        "When a ceiling is passed there is a reason, or a missing concept: find it.");

    [Fact]
    public void an_exception_that_is_no_longer_needed_is_struck_off() => Repository.NoneOf(
        Exceptions.Keys.Where(file => !Repository.CSharp.Contains(file) || Repository.Lines(file).Length <= Ceiling(file)),
        "These are within their ceilings again:");

    [Fact]
    public void its_namespace_is_file_scoped_and_of_atelier() => Repository.NoneOf(
        from file in Repository.CSharp
        let spaces = Repository.Lines(file).Where(line => line.StartsWith("namespace ", StringComparison.Ordinal)).ToList()
        where spaces.Count > 0 && (spaces is not [var only] || !only.EndsWith(';') || !only.StartsWith("namespace Atelier.", StringComparison.Ordinal))
        select file,
        "One file-scoped namespace under Atelier a file:");

    [Fact]
    public void what_it_suppresses_it_gives_a_reason_for() => Repository.NoneOf(
        Mentions(line => BareSuppression.IsMatch(line) || (line.Contains("NoWarn", StringComparison.Ordinal) && !line.Contains("<!--", StringComparison.Ordinal)),
            Repository.CSharp.Concat(Repository.Projects.Select(project => project.File))),
        "A suppression says why, on its line:");

    [Fact]
    public void it_is_finished() => Repository.NoneOf(
        Mentions(Unfinished.IsMatch, Repository.CSharp.Where(file => !file.StartsWith("tests/Architecture/", StringComparison.Ordinal))),
        "No stubs, no notes to self:");

    internal static IEnumerable<string> Mentions(Func<string, bool> what, IEnumerable<string> files) =>
        from file in files
        from line in Repository.Lines(file).Select((text, i) => (Text: text, Number: i + 1))
        where what(line.Text)
        select $"{file}:{line.Number}: {line.Text.Trim()}";

    private static int Ceiling(string file) =>
        Path.GetFileName(file) == "Program.cs" ? LongestProgram
        : !Repository.IsTest(file) && Consumer.IsMatch(Repository.Text(file)) ? LongestConsumer
        : LongestFile;
}
