using Atelier.Platform.Catalog;

namespace Atelier.Intake.Templates;

/// <summary>Every version of every partial.</summary>
internal sealed class PartialShelf
{
    private readonly Dictionary<string, Partial> _partials;

    public PartialShelf(IEnumerable<Partial> partials) => _partials = partials.ToDictionary(partial => partial.Id, StringComparer.Ordinal);

    public static PartialShelf Empty { get; } = new([]);

    public IReadOnlyCollection<string> Ids => _partials.Keys;

    public IEnumerable<Partial> All => _partials.Values;

    public Partial? Find(string id) => _partials.GetValueOrDefault(id);

    public PartialShelf With(IEnumerable<Partial> more) => new(_partials.Values.Concat(more).DistinctBy(partial => partial.Id));

    /// <summary>Reads files and holds them against each other.</summary>
    /// <exception cref="CatalogException">The first thing wrong with them.</exception>
    public static PartialShelf Load(IEnumerable<string> paths)
    {
        var read = new Dictionary<string, Partial>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var partial = Partial.Of(CatalogLoader.Load<PartialDocument>(path));
            if (!read.TryAdd(partial.Id, partial))
                throw partial.Source.Error("version", $"a version of {partial.Source.Value.Name} that no other file has");
        }
        var shelf = new PartialShelf(read.Values);
        var findings = new List<CatalogException>();
        foreach (var partial in shelf.All)
            TemplateLint.Partials(partial.Source, "text", partial.Text, shelf, findings);
        return findings.Count == 0 ? shelf : throw findings[0];
    }

    /// <summary>A partial and all that it uses; what is not there is left out, and what comes back is met once.</summary>
    public IReadOnlyList<Partial> Closure(string id)
    {
        var met = new Dictionary<string, Partial>(StringComparer.Ordinal);
        var left = new Stack<string>([id]);
        while (left.TryPop(out var next))
        {
            if (Find(next) is not { } partial || !met.TryAdd(next, partial))
                continue;
            foreach (var mention in partial.Text.Partials)
                left.Push(mention.Name);
        }
        return [.. met.Values];
    }

    public HashSet<string> VariablesOf(string id) => [.. Closure(id).SelectMany(partial => partial.Text.Variables).Select(mention => mention.Name)];

    /// <summary>The way back to a partial from itself, as <c>a@1 → b@1 → a@1</c>; null when there is none.</summary>
    public string? CycleFrom(string id) => Way(id, id, [id]) is { } way ? string.Join(" → ", way) : null;

    /// <summary>A text with every partial's own in its place. There must be no cycle.</summary>
    public string Inline(string text) => TemplateText.Inline(text, id => Inline(Find(id)!.Source.Value.Text.Trim()));

    private List<string>? Way(string at, string goal, HashSet<string> met)
    {
        foreach (var next in Find(at)?.Text.Partials.Select(mention => mention.Name).Distinct() ?? [])
        {
            if (next == goal)
                return [at, goal];
            if (met.Add(next) && Way(next, goal, met) is { } way)
                return [at, .. way];
        }
        return null;
    }
}
