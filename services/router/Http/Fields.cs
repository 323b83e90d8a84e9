using System.Globalization;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Platform.Catalog;

namespace Atelier.Router.Http;

/// <summary>Reads the members of a body, noting every misfit under its path.</summary>
internal sealed class Fields(JsonObject body, List<RequestProblem> problems, string path = "")
{
    /// <summary>Notes members that are not among these.</summary>
    public void Only(params string[] known)
    {
        foreach (var (name, _) in body.Where(field => !known.Contains(field.Key)))
            Add(VersionEndpoints.Shown(name), "an unknown member", $"leave it out: there {(known.Length == 1 ? "is" : "are")} {string.Join(", ", known)}");
    }

    public string? Text(string field, int longest)
    {
        if (body[field] is not { } node)
            return null;
        if (node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length <= longest && !string.IsNullOrWhiteSpace(text) && Body.IsText(text))
            return text;
        Misfit(field, node, $"send text of 1 to {longest:N0} characters");
        return null;
    }

    public double? Number(string field, double least, double most)
    {
        if (body[field] is not { } node)
            return null;
        if (node is JsonValue value && value.TryGetValue<double>(out var number) && number >= least && number <= most)
            return number;
        Misfit(field, node, string.Create(CultureInfo.InvariantCulture, $"send a number of {least} to {most}"));
        return null;
    }

    public long? Whole(string field, long least, long most)
    {
        if (body[field] is not { } node)
            return null;
        if (node is JsonValue value && value.TryGetValue<long>(out var number) && number >= least && number <= most)
            return number;
        Misfit(field, node, $"send a whole number of {least} to {most}");
        return null;
    }

    public Guid? Id(string field, string remedy)
    {
        if (body[field] is JsonValue value && value.TryGetValue<string>(out var text) && Guid.TryParse(text, out var id))
            return id;
        if (body[field] is { } node)
            Misfit(field, node, remedy);
        return null;
    }

    public T? Choice<T>(string field) where T : struct, Enum
    {
        if (body[field] is not { } node)
            return null;
        var names = Enum.GetValues<T>().ToDictionary(value => AtelierJson.NameOf(value));
        if (node is JsonValue value && value.TryGetValue<string>(out var text) && names.TryGetValue(text, out var chosen))
            return chosen;
        var guess = Spelling.Nearest((node as JsonValue)?.ToString() ?? "", names.Keys) is { } near ? $" (did you mean \"{near}\"?)" : "";
        Misfit(field, node, $"use one of {string.Join(", ", names.Keys)}{guess}");
        return null;
    }

    /// <summary>An object among the members.</summary>
    public Fields? Object(string field)
    {
        if (body[field] is not { } node)
            return null;
        if (node is JsonObject inner)
            return new Fields(inner, problems, $"{path}{field}.");
        Misfit(field, node, "send an object");
        return null;
    }

    /// <summary>A list of objects among the members.</summary>
    public IReadOnlyList<Fields> List(string field, int most)
    {
        if (body[field] is not { } node)
            return [];
        if (node is JsonArray list && list.Count <= most && list.All(item => item is JsonObject))
            return [.. list.Select((item, i) => new Fields((JsonObject)item!, problems, $"{path}{field}[{i}]."))];
        Misfit(field, node, $"send a list of at most {most} objects");
        return [];
    }

    public void Add(string field, string found, string remedy) => problems.Add(new RequestProblem { Field = path + field, Found = found, Remedy = remedy });

    private void Misfit(string field, JsonNode node, string remedy) => Add(field, VersionEndpoints.Shown(node.ToJsonString()), remedy);
}
