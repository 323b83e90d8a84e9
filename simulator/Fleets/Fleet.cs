using System.Text.RegularExpressions;

namespace Atelier.Simulator.Fleets;

/// <summary>The simulated vendors: who hosts what, how often it fails, how the wire misbehaves. Read from <c>fleet.yaml</c>.</summary>
public sealed class Fleet
{
    private readonly FleetDocument _document;
    private readonly Dictionary<string, Model> _models;
    private readonly Dictionary<string, FailureTable> _failures;
    private readonly (string Class, Regex Words, int AtLeast)[] _classes;

    internal Fleet(FleetDocument document)
    {
        _document = document;
        _models = document.Models.ToDictionary(m => m.Name);
        _failures = document.Models.ToDictionary(m => m.Name, m => new FailureTable(document.Rejected[m.Baseline], m));
        _classes = [.. document.Classes.Select(c => (c.Class, AnyOf(c.Words), c.AtLeast))];
    }

    /// <summary>The fleet that is part of the program.</summary>
    public static Fleet Default { get; } = FleetFile.ReadEmbedded();

    /// <exception cref="InvalidDataException">Not a fleet: names the file and the place.</exception>
    public static Fleet Read(string path) => FleetFile.Read(path);

    public IReadOnlyCollection<Model> Models => _models.Values;

    public Model Model(string name) => _models[name];

    internal Model? Find(string vendor, string name) => _models.TryGetValue(name, out var model) && model.Vendor == vendor ? model : null;

    internal WireFaultRates WireFaults(string vendor) => _document.Vendors[vendor];

    internal FailureTable Failures(Model model) => _failures[model.Name];

    internal bool IsRefusedWord(string prompt) => _document.RefusedWords.Any(word => prompt.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The difficulty class of a prompt: the first whose words occur often enough, else <c>single_object</c>.</summary>
    public string ClassOf(string prompt)
    {
        var text = prompt.ToLowerInvariant();
        foreach (var (name, words, atLeast) in _classes)
            if (words.Matches(text).Select(m => m.Value).Distinct().Count() >= atLeast) return name;
        return "single_object";
    }

    private static Regex AnyOf(IEnumerable<string> words) => new($@"\b({string.Join('|', words.Select(Regex.Escape))})\b", RegexOptions.Compiled);
}
