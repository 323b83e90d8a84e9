using Atelier.Generator.Vendors;
using Atelier.Generator.Wire;

namespace Atelier.Generator.Checking;

/// <summary>Every rule under errors: the plainest answer that it is about, and whether the attempt ends as the rule means.</summary>
internal static class RuleCases
{
    public static IEnumerable<CheckCase> Of(Call call, AnswerMaker answers) => call.Errors.Rules.SelectMany((entry, index) => Of(call, answers, entry, index));

    private static IEnumerable<CheckCase> Of(Call call, AnswerMaker answers, ErrorMap.Entry entry, int index)
    {
        foreach (var step in Steps(call, entry.Rule))
        {
            var name = $"errors[{index}] to {(step == CallStep.Submit ? "a submission" : step == CallStep.Upload ? "an upload" : $"a question for the {step.ToString().ToLowerInvariant()}")}: {entry.Rule.Means}";
            if (answers.Of(entry, step) is not { } reply) continue; // no text is found for its pattern
            var state = step == CallStep.Status && entry.Rule.State is [var first, ..] ? first : null;
            var found = Cases.Meaning(call, step, reply, state);
            if (found != entry.Rule.Means)
            {
                yield return new CheckCase(name, $"{entry.Rule.Means}", _ => $"an earlier rule takes its plainest answer: {found}", "put the narrower rule first");
                continue;
            }

            var role = step switch { CallStep.Upload => Role.Upload, CallStep.Submit => Role.Submit, CallStep.Status => Role.Status, _ => Role.Result };
            yield return CheckCase.On(role, name, Ends.By(found, step), "see the rule's conditions and its place among the others", _ => reply);
        }
    }

    /// <summary>Where it can hold: at the steps that it names and that the call has; one with a state only where states are.</summary>
    private static IEnumerable<CallStep> Steps(Call call, ErrorRule rule)
    {
        IEnumerable<CallStep> steps = rule.On.Count > 0 ? rule.On : [CallStep.Submit];
        if (rule.State.Count > 0) steps = [CallStep.Status];
        return steps.Where(step => step == CallStep.Submit || (step == CallStep.Upload && call.Uploads.Count > 0) || (step != CallStep.Upload && call.Job is { } job && (step == CallStep.Status || job.Result is not null)));
    }
}
