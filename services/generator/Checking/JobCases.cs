using Atelier.Contracts;
using Atelier.Generator.Vendors;

namespace Atelier.Generator.Checking;

/// <summary>What may happen while a job is followed.</summary>
internal static class JobCases
{
    private const string Asking = "asking again is free: let the rules under errors that are meant for submissions say on: [submit]";

    public static IEnumerable<CheckCase> Of(Call call, AnswerMaker answers)
    {
        if (call.Job is not { } job) yield break;
        foreach (var (state, meaning) in job.States)
            yield return State(call, answers, state, meaning);
        yield return CheckCase.On(Role.Status, "a state that the document does not list", Ends.Completed(), "list every state of the vendor under job.states",
            scene => scene.Answers.InState(scene, "SOMETHING-ELSE"), Done);
        foreach (var status in new[] { 429, 500 })
        {
            var reply = answers.Words(status, "busy");
            yield return CheckCase.On(Role.Status, $"{status} to a question for the state", Cases.Judged(call, CallStep.Status, reply), Asking, _ => reply);
        }

        yield return CheckCase.On(Role.Status, "a state answer that is no JSON", Ends.Completed(), Asking, _ => Reply.Text(200, "<html>busy</html>"));
        yield return CheckCase.On(Role.Status, "the connection lost at a question", Ends.Completed(), Asking, _ => Reply.Text(200, "") with { Ending = Ending.Lost });
        if (job.Status.Url is not null)
            yield return CheckCase.On(Role.Submit, "an address of the job elsewhere", Ends.Failed(FailureKind.VendorError), "name the hosts of the API's addresses under apiHosts", Elsewhere);
        if (job.Result is not null)
        {
            var broken = answers.Words(500, "busy");
            yield return CheckCase.On(Role.Result, "500 to a question for the result", Cases.Judged(call, CallStep.Result, broken), Asking, _ => broken);
            yield return CheckCase.On(Role.Result, "a result without an output", Ends.Failed(FailureKind.VendorError), "see that output points at what the vendor answers", _ => Reply.Text(200, "{}", "application/json"));
        }

        if (job.Cancel is not null)
        {
            yield return CheckCase.On(Role.Status, "called off", Ends.Cancelled(), "see job.cancel: its method and address", scene => scene.Answers.InState(scene, answers.State(JobState.Pending) ?? "SOMETHING-ELSE"))
                with { Stays = true, CalledOff = true };
        }
    }

    private static CheckCase State(Call call, AnswerMaker answers, string state, JobState meaning)
    {
        const string Remedy = "say under job.states what the vendor's state means";
        var name = $"state {state}";
        if (meaning == JobState.Pending) return CheckCase.On(Role.Status, name, Ends.Completed(), Remedy, scene => scene.Answers.InState(scene, state), Done);
        if (meaning == JobState.Done) return CheckCase.On(Role.Status, name, Ends.Completed(), Remedy, scene => scene.Answers.InState(scene, state));
        var judged = Cases.Meaning(call, CallStep.Status, new Reply(200, "{}"u8.ToArray()), state);
        return CheckCase.On(Role.Status, name, judged is null ? Ends.Failed(meaning == JobState.Refused ? FailureKind.Refused : FailureKind.VendorError) : Ends.By(judged, CallStep.Status), Remedy,
            scene => scene.Answers.InState(scene, state));
    }

    private static Reply Done(Scene scene) => scene.Answers.InState(scene, scene.Answers.Done);

    private static Reply Elsewhere(Scene scene)
    {
        var here = scene.Address("");
        return scene.Answers.Submitted(scene) is var reply ? reply with { Body = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(reply.Body).Replace(here, "http://169.254.169.254/")) } : reply;
    }
}
