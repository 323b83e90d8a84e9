namespace Atelier.Contracts.Catalog;

/// <summary>The camera moves that a request may ask for and a model may take, by the field's names, and the words that are understood for them.</summary>
public static class CameraMoves
{
    /// <summary>Each move with what else it is called. Words are looked for as they stand, whatever their case, hyphens or blanks.</summary>
    private static readonly (string Move, string[] Words)[] Known =
    [
        ("dolly-in", ["dolly in", "push in", "track in", "move in", "move closer"]),
        ("dolly-out", ["dolly out", "dolly back", "push out", "pull out", "pull back", "pull away", "track out", "move back"]),
        ("zoom-in", ["zoom in"]),
        ("zoom-out", ["zoom out"]),
        ("pan-left", ["pan left", "pan to the left"]),
        ("pan-right", ["pan right", "pan to the right"]),
        ("tilt-up", ["tilt up"]),
        ("tilt-down", ["tilt down"]),
        ("truck-left", ["truck left", "track left", "slide left", "move left"]),
        ("truck-right", ["truck right", "track right", "slide right", "move right"]),
        ("pedestal-up", ["pedestal up", "boom up", "crane up", "rise"]),
        ("pedestal-down", ["pedestal down", "boom down", "crane down", "sink"]),
        ("orbit-left", ["orbit left", "arc left"]),
        ("orbit-right", ["orbit right", "arc right", "orbit", "arc"]),
        ("roll", ["roll"]),
        ("handheld", ["handheld", "hand held"]),
        ("static", ["static", "locked off", "fixed", "still"]),
    ];

    /// <summary>Every move there is.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Select(known => known.Move)];

    /// <summary>The moves that words ask for, each once, in the order they are named; none when no move is understood.</summary>
    /// <param name="camera">As <c>dolly-in</c>, <c>slow push-in</c> or <c>pan left, then tilt up</c>.</param>
    public static IReadOnlyList<string> Of(string camera)
    {
        var text = $" {string.Join(' ', camera.ToLowerInvariant().Split([' ', '-', '_', ',', ';', '.', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))} ";
        var found = new List<(int At, string Move)>();
        foreach (var (word, move) in Words)
        {
            for (var at = text.IndexOf($" {word} ", StringComparison.Ordinal); at >= 0; at = text.IndexOf($" {word} ", StringComparison.Ordinal))
            {
                found.Add((at, move));
                text = string.Concat(text.AsSpan(0, at + 1), new string('.', word.Length), text.AsSpan(at + 1 + word.Length)); // "orbit left" is no "orbit" beside it
            }
        }
        return [.. found.OrderBy(one => one.At).Select(one => one.Move).Distinct()];
    }

    /// <summary>Longer words first.</summary>
    private static IEnumerable<(string Word, string Move)> Words { get; } =
        [.. Known.SelectMany(known => known.Words.Select(word => (word, known.Move))).OrderByDescending(word => word.word.Length)];
}
