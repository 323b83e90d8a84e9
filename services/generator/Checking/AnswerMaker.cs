using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Atelier.Generator.Vendors;
using Atelier.Generator.Wire;

namespace Atelier.Generator.Checking;

/// <summary>Makes answers that a call's document reads: values where its pointers look.</summary>
internal sealed class AnswerMaker(Call call)
{
    public const string JobId = "job-7f3a";

    private const int LongestList = 4;

    /// <summary>What cannot be made here, with the reason; nothing for most documents.</summary>
    public IEnumerable<string> Unmade()
    {
        foreach (var (what, take, value) in new[] { ("job.id", call.Job?.Id, JobId), ("job.state", call.Job?.State, Done), ("output.url", call.Link?.Whole, "https://a.example/b") })
        {
            if (take is not null && Text(take, value ?? "") is null) yield return $"no text is found that {what}.pattern takes \"{value}\" from";
        }
    }

    /// <summary>The first state that means a meaning; null: none does.</summary>
    public string? State(JobState meaning) => call.Job?.States.FirstOrDefault(state => state.Value == meaning).Key;

    public string? Done => State(JobState.Done);

    /// <summary>The answer to a submission: a job, or the output.</summary>
    public Reply Submitted(Scene scene)
    {
        if (call.Job is not { } job) return WithOutput(scene, new JsonObject());
        var root = new JsonObject();
        Put(root, job.Id, JobId);
        if (job.Status.Url is { } status) Put(root, status, scene.Address("~status"));
        if (job.Result?.Url is { } result) Put(root, result, scene.Address("~result"));
        if (job.Cancel?.Url is { } cancel) Put(root, cancel, scene.Address("~cancel"));
        return Reply.Json(200, root);
    }

    /// <summary>The answer to a picture that is sent before the request.</summary>
    public Reply Uploaded(Upload upload)
    {
        var root = new JsonObject();
        Put(root, upload.Take, "picture-1");
        return Reply.Json(200, root);
    }

    /// <summary>The answer to a question for the state.</summary>
    public Reply InState(Scene scene, string? state)
    {
        var root = new JsonObject();
        if (state is not null) Put(root, call.Job!.State, state);
        return state is not null && call.Job!.States.GetValueOrDefault(state) == JobState.Done && call.Job.Result is null ? WithOutput(scene, root) : Reply.Json(200, root);
    }

    /// <summary>The answer that holds the output, or says where it is; the output itself where that is the answer.</summary>
    public Reply WithOutput(Scene scene, JsonObject root)
    {
        if (call.Seed is { } seed) Put(root, seed, "7");
        if (call.Base64 is { } base64) Put(root, base64[0], Convert.ToBase64String(scene.Media));
        else if (call.Link is { Whole: { } link }) Put(root, link, scene.Address("~file"));
        else if (call.Link is { Query: var parts })
        {
            foreach (var (name, value) in parts) Put(root, value, $"{name}-1");
        }
        else if (call.Content is { Url: { } content }) Put(root, content, scene.Address("~file"));
        else if (call.Content is null) return scene.File;
        return Reply.Json(200, root);
    }

    /// <summary>An answer of a status, with words where the document looks for them.</summary>
    public Reply Words(int status, string words)
    {
        var root = new JsonObject();
        if (call.Errors.Detail is [var pointer, ..]) Put(root, pointer, words);
        else root["message"] = words;
        return Reply.Json(status, root);
    }

    /// <summary>The plainest answer that a rule is about; null where no text is found for its pattern.</summary>
    public Reply? Of(ErrorMap.Entry entry, CallStep step)
    {
        var (rule, root) = (entry.Rule, new JsonObject());
        if (rule.State is [var state, ..] && call.Job is { } job) Put(root, job.State, state);
        var text = rule.Is is [var exact, ..] ? exact : entry.Matches is { } matches ? PatternSample.Of(matches) : null;
        if (text is null && entry.Matches is not null) return null;
        if (entry.At is { } at) Put(root, at, text is null ? new JsonObject { ["note"] = "check" } : JsonValue.Create(text));
        else if (text is not null) root["message"] = text;
        return Reply.Json(rule.Status is [var status, ..] ? status : 200, root);
    }

    private static void Put(JsonObject root, Take take, string value) => Put(root, take.First, Typed(Text(take, value) ?? value));

    private static string? Text(Take take, string value) => take.Pattern is { } pattern ? PatternSample.Of(pattern, value) : value;

    /// <summary>A state may be a truth value.</summary>
    private static JsonNode Typed(string value) => value is "true" or "false" ? JsonValue.Create(value == "true") : JsonValue.Create(value);

    private static void Put(JsonObject root, Pointer pointer, JsonNode value)
    {
        JsonNode at = root;
        for (var i = 0; i < pointer.Steps.Count; i++)
        {
            var next = i + 1 == pointer.Steps.Count ? value : IsIndex(pointer.Steps[i + 1]) ? new JsonArray() : (JsonNode)new JsonObject();
            at = Child(at, pointer.Steps[i], next);
        }
    }

    /// <summary>What stands there already, or else the new one.</summary>
    private static JsonNode Child(JsonNode parent, string step, JsonNode fresh)
    {
        if (parent is JsonArray list)
        {
            var index = int.Parse(step, CultureInfo.InvariantCulture);
            while (list.Count < index) list.Add(null);
            if (list.Count == index) list.Add(fresh);
            else if (list[index] is null or JsonValue) list[index] = fresh;
            return list[index]!;
        }

        if (parent is not JsonObject group) return fresh; // a value stands there: what is below it is lost, and the check tells
        if (group[step] is null or JsonValue || fresh is JsonValue) group[step] = fresh;
        return group[step]!;
    }

    private static bool IsIndex(string step) => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < LongestList;
}
