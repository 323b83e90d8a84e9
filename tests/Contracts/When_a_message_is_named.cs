using System.Text.RegularExpressions;

namespace Atelier.Contracts.Tests;

public sealed partial class When_a_message_is_named
{
    private static readonly string[] Services = ["Intake", "Router", "Generator", "Refiner", "Ledger"];

    [Theory]
    [MemberData(nameof(Messages.Events), MemberType = typeof(Messages))]
    public void an_event_ends_in_a_past_verb(Type type)
    {
        var words = Words(type);
        Assert.True(words.Length >= 2 && words[^1].EndsWith("ed", StringComparison.Ordinal), $"{type.Name} is an event: NounPastVerb, as GenerationCompleted.");
    }

    [Theory]
    [MemberData(nameof(Messages.Commands), MemberType = typeof(Messages))]
    public void a_command_starts_with_its_verb_and_ends_with_its_noun(Type type)
    {
        var words = Words(type);
        Assert.True(words.Length >= 2 && !words[0].EndsWith("ed", StringComparison.Ordinal) && !words[^1].EndsWith("ed", StringComparison.Ordinal), $"{type.Name} is a command: VerbNoun, as GenerateAttempt.");
    }

    [Theory]
    [MemberData(nameof(Messages.All), MemberType = typeof(Messages))]
    public void it_is_an_event_or_a_command_and_not_both(Type type) =>
        Assert.True(type.IsAssignableTo(typeof(IEvent)) ^ type.IsAssignableTo(typeof(ICommand)));

    [Theory]
    [MemberData(nameof(Messages.All), MemberType = typeof(Messages))]
    public void it_has_its_own_file_in_the_folder_of_a_service(Type type) => Assert.Contains(Source.FolderOf(type), Services);

    [Fact]
    public void a_folder_of_a_service_holds_nothing_but_messages()
    {
        var files = Services
            .Select(service => Path.Combine(Source.Root, "contracts", service)).Where(Directory.Exists)
            .SelectMany(Directory.GetFiles).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(Messages.Types.Select(type => type.Name).Order(StringComparer.Ordinal), files);
    }

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Word { get; }

    private static string[] Words(Type type) => [.. Word.Matches(type.Name).Select(match => match.Value)];
}
