using System.Text.Json;
using System.Text.RegularExpressions;
using Atelier.Generator.Vendors;

namespace Atelier.Generator.Wire;

/// <summary>What a vendor's answers mean, by its document; what the document does not say is judged with caution.</summary>
internal sealed class ErrorMap(IReadOnlyList<ErrorMap.Entry> rules, IReadOnlyList<Pointer> detail)
{
    private const int DetailLength = 300;

    /// <summary>In their order.</summary>
    public IReadOnlyList<Entry> Rules => rules;

    /// <summary>Where an answer says in words what is wrong.</summary>
    public IReadOnlyList<Pointer> Detail => detail;

    internal sealed record Entry(ErrorRule Rule, Pointer? At, Regex? Matches);

    /// <param name="Charged">What the document says of whether a failure is charged; null: nothing.</param>
    internal sealed record Judgement(Meaning Means, Charged? Charged = null);

    /// <summary>Null: the answer is good.</summary>
    public Judgement? Judge(CallStep step, int status, JsonElement? body, string? state = null)
    {
        foreach (var entry in rules)
        {
            if (Fits(entry, step, status, body, state)) return new Judgement(entry.Rule.Means, entry.Rule.Charged);
        }

        return (step, status) switch
        {
            (_, >= 200 and < 300) => null,
            (_, 429) => new Judgement(Meaning.Wait),
            (CallStep.Submit, >= 500) => new Judgement(Meaning.Unknown), // it may have been taken before it broke
            (_, >= 500) => new Judgement(Meaning.Retry), // asking again costs nothing
            _ => new Judgement(Meaning.Failed),
        };
    }

    /// <summary>The vendor's own words, without secrets, cut to a length to keep (in this order: half a secret would not be known for one).</summary>
    public string Words(int status, JsonElement? body, Redaction? redaction = null)
    {
        var words = body is { } json
            ? detail.Select(pointer => pointer.Find(json)).FirstOrDefault(found => found is { ValueKind: JsonValueKind.String })?.GetString()
            : null;
        if (string.IsNullOrWhiteSpace(words)) return $"HTTP {status}";
        words = redaction?.Clean(words) ?? words;
        return $"HTTP {status}: {(words.Length <= DetailLength ? words : words[..DetailLength] + "…")}";
    }

    private static bool Fits(Entry entry, CallStep step, int status, JsonElement? body, string? state)
    {
        var rule = entry.Rule;
        if (rule.On.Count > 0 && !rule.On.Contains(step)) return false;
        if (rule.Status.Count > 0 ? !rule.Status.Contains(status) : rule.State.Count == 0 && status is >= 200 and < 300) return false;
        if (rule.State.Count > 0 && (state is null || !rule.State.Contains(state))) return false;
        if (entry.At is null && entry.Matches is null) return true;
        if (body is not { } json) return false;
        var found = entry.At is null ? json : entry.At.Find(json);
        if (found is null) return false;
        var text = found is { ValueKind: JsonValueKind.String } s ? s.GetString()! : found.Value.GetRawText();
        return (rule.Is.Count == 0 || rule.Is.Contains(text)) && (entry.Matches is null || entry.Matches.IsMatch(text));
    }
}
