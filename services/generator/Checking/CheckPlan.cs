using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Vendors;
using Atelier.Platform.Catalog;
using Microsoft.Extensions.Configuration;

namespace Atelier.Generator.Checking;

/// <summary>A scene that is to be played, and how it is to end.</summary>
internal sealed record Planned(string Subject, CheckCase Case, Scene Scene, VendorModel Model)
{
    /// <summary>What is found is worth a look, but no mistake.</summary>
    public bool IsNote { get; init; }
}

/// <summary>Every scene for a document: each way of calling with everything that may happen, and each model with everything that it says it takes.</summary>
internal sealed class CheckPlan(CatalogDocument<VendorDocument> document, Uri mock, AssetRef picture, TimeProvider time)
{
    private const string Tenant = "check";

    private static readonly Uri Nobody = new("http://127.0.0.1:1/");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10); // a slow machine is no fault of the document
    private static readonly PollRule Quick = new() { First = TimeSpan.FromMilliseconds(20), Interval = TimeSpan.FromMilliseconds(50), Max = TimeSpan.FromMilliseconds(200) };

    private readonly List<Planned> all = [];

    private VendorDocument Vendor => document.Value;

    /// <summary>The least that each model is asked for, by model.</summary>
    public Dictionary<string, Planned> Least { get; } = [];

    public IReadOnlyList<Planned> Of(string? only)
    {
        var models = Vendor.Models.Where(model => only is null || model.Key == only).ToList();
        foreach (var (model, rule) in models) Controls(model, rule);
        var seen = new HashSet<string>();
        foreach (var (model, rule) in models)
        {
            if (seen.Add(rule.Call)) Calls(rule.Call, model, SampleParameters.Least(rule.Card, picture));
            if (rule.CallWithPictures is { } other && seen.Add(other))
                Calls(other, model, SampleParameters.WithPictures(SampleParameters.Least(rule.Card, picture), rule.Card, picture));
        }

        return all;
    }

    private void Controls(string model, ModelRule rule)
    {
        var parameters = SampleParameters.Least(rule.Card, picture);
        var ends = Ends.Completed();
        var least = Least[model] = Add($"{Vendor.Vendor}/{model}", new CheckCase("asked for the least it takes", ends.Item1, ends.Item2, "see the call's body and output"), model, parameters);
        foreach (var (field, changed) in SampleParameters.Controls(parameters, rule.Card, picture).Where(control => rule.Card.Upscale is null || control.Field != "sizes")) // the picture decides
        {
            var arrives = new CheckCase($"{field}: another value", "another request",
                outcome => outcome.Row is not { State: AttemptState.Completed } ? outcome.Words : SentRequest.Fingerprint(outcome.Scene) == SentRequest.Fingerprint(least.Scene) ? "the same request: it does not arrive" : null,
                field == "sizes" ? "say where the size goes ({width}, {height}, {aspectRatio} or sizeTerms), or leave it where the picture decides" : $"say where it goes in the call's body, or take {field} from the model");
            Add(least.Subject, arrives, model, changed, isNote: field == "sizes");
        }
    }

    private void Calls(string call, string model, EffectiveParameters parameters)
    {
        var compiled = Compile(0, model, rule => rule, mock);
        var used = parameters.References.Count > 0 ? compiled.CallWithPictures ?? compiled.Call : compiled.Call;
        foreach (var reason in new AnswerMaker(used).Unmade())
            Add($"call {call}", new CheckCase("an answer that the document reads", "made", _ => reason, "a simpler pattern; or try the call with --base-url at a server of your own"), model, parameters);
        foreach (var one in Cases.Of(used, compiled.Card.Medium)) Add($"call {call}", one, model, parameters);
    }

    private Planned Add(string subject, CheckCase one, string model, EffectiveParameters parameters, bool isNote = false)
    {
        var number = all.Count + 1;
        var compiled = Compile(number, model, one.Change, one.Away ? Nobody : mock);
        var scene = new Scene(mock, number, compiled, Attempt(compiled.Id, parameters)) { Stays = one.Stays };
        foreach (var (role, replies) in one.Script) scene.On(role, replies);
        all.Add(new Planned(subject, one, scene, compiled) { IsNote = isNote });
        return all[^1];
    }

    /// <summary>The model in a document of its own, whose base URL is a corner of the mock and which is asked often.</summary>
    private VendorModel Compile(int number, string model, Func<CallRule, CallRule> change, Uri at)
    {
        var name = $"check-{number}";
        var configuration = new ConfigurationBuilder().Add(new CheckSecrets())
            .AddInMemoryCollection([new($"Vendors:{name}:BaseUrl", new Uri(at, $"{number}").AbsoluteUri)]).Build();
        var alone = Vendor with
        {
            Vendor = name,
            Auth = Vendor.Auth is { SecretFile: not null } mounted ? mounted with { Secret = "MOUNTED", SecretFile = null } : Vendor.Auth,
            Models = new Dictionary<string, ModelRule> { [model] = Vendor.Models[model] },
            Calls = Vendor.Calls.ToDictionary(call => call.Key, call => Often(change(call.Value))),
        };
        return new VendorCompiler(document with { Value = alone }, configuration, time).Compile().Single();
    }

    private static CallRule Often(CallRule rule) => rule.Job is { } job ? rule with { Job = job with { Poll = Quick } } : rule;

    private GenerateAttempt Attempt(string model, EffectiveParameters parameters) => new()
    {
        TenantId = Tenant,
        DeliverableId = Guid.NewGuid(),
        AttemptId = Guid.NewGuid(),
        Stage = 0,
        Decision = new RouteDecision { TableHash = new string('0', 64), Category = Tenant, Tier = Tenant, Candidate = 0, Model = model, Criterion = "first" },
        Parameters = parameters,
        Deadline = time.GetUtcNow() + Patience,
    };
}
