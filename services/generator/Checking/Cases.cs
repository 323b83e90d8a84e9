using System.Text;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.Generator.Vendors;

namespace Atelier.Generator.Checking;

/// <summary>What may happen between a submission and its answer, and to the output: for every call.</summary>
internal static class Cases
{
    private const long SmallOutput = 64;

    private static readonly TimeSpan Short = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static IEnumerable<CheckCase> Of(Call call, Medium medium)
    {
        var answers = new AnswerMaker(call);
        return [new("all is well", Ends.Completed().Item1, Ends.Completed().Item2, "see that job and output point at what the vendor answers"),
            .. Submission(call, answers), .. JobCases.Of(call, answers), .. Output(call, medium), .. RuleCases.Of(call, answers)];
    }

    /// <summary>What the document makes of an answer.</summary>
    public static (string, Func<Outcome, string?>) Judged(Call call, CallStep step, Reply reply, string? state = null) => Ends.By(Meaning(call, step, reply, state), step);

    public static Meaning? Meaning(Call call, CallStep step, Reply reply, string? state)
    {
        try
        {
            using var json = JsonDocument.Parse(reply.Body);
            return call.Errors.Judge(step, reply.Status, json.RootElement, state)?.Means;
        }
        catch (JsonException)
        {
            return call.Errors.Judge(step, reply.Status, null, state)?.Means;
        }
    }

    private static IEnumerable<CheckCase> Submission(Call call, AnswerMaker answers)
    {
        var busy = answers.Words(429, "too many requests");
        var waits = Meaning(call, CallStep.Submit, busy, null) is Vendors.Meaning.Wait or Vendors.Meaning.Retry;
        yield return CheckCase.On(Role.Submit, "429 with Retry-After", waits ? Ends.CompletedAfter(Second) : Judged(call, CallStep.Submit, busy),
            "let status 429 mean wait", _ => busy with { RetryAfter = "1" });
        yield return CheckCase.On(Role.Submit, "429 without Retry-After", Judged(call, CallStep.Submit, busy), "let status 429 mean wait", _ => busy);
        foreach (var status in new[] { 500, 503 })
        {
            var broken = answers.Words(status, "internal error");
            yield return CheckCase.On(Role.Submit, $"{status} to a submission", Judged(call, CallStep.Submit, broken),
                "say what it means under errors; retry only where the vendor publishes that nothing was taken", _ => broken);
        }

        yield return CheckCase.On(Role.Submit, "401, and the key repeated in its words", Judged(call, CallStep.Submit, answers.Words(401, "wrong key")), "see errors",
            scene => scene.Answers.Words(401, $"wrong key {scene.Shown}"));
        foreach (var one in Uploads(call, answers)) yield return one;
        var malformed = call.Job is null ? Ends.Failed(FailureKind.VendorError) : Ends.Unknown(); // a job was made, perhaps, and nothing leads to it
        yield return CheckCase.On(Role.Submit, "an answer that is no JSON", malformed, "let no rule under errors take a good answer for a failure", _ => Reply.Text(200, "<html>busy</html>"));
        yield return CheckCase.On(Role.Submit, "an answer without what it should hold", malformed, "let no rule under errors take a good answer for a failure", _ => Reply.Text(200, "{}", "application/json"));
        yield return new CheckCase("no connection", Ends.NeverAsked().Item1, Ends.NeverAsked().Item2, "this is the engine's own: report it") { Away = true };
        yield return CheckCase.On(Role.Submit, "the connection lost after the request", Ends.Unknown(), "this is the engine's own: report it", _ => busy with { Ending = Ending.Lost });
        yield return CheckCase.On(Role.Submit, "the answer cut", Ends.Unknown(), "this is the engine's own: report it", scene => scene.Answers.Submitted(scene) with { Ending = Ending.Cut });
        yield return CheckCase.On(Role.Submit, "no answer in time", Ends.Unknown(), "give timeout as long as the vendor needs", _ => busy with { Delay = Short * 10 })
            with { Change = rule => rule with { Timeout = Short } };
    }

    /// <summary>What comes before the request costs nothing, and leaves nothing unknown.</summary>
    private static IEnumerable<CheckCase> Uploads(Call call, AnswerMaker answers)
    {
        if (call.Uploads.Count == 0) yield break;
        var broken = answers.Words(500, "internal error");
        yield return CheckCase.On(Role.Upload, "500 to an upload", Judged(call, CallStep.Upload, broken), "say what it means under errors, on: [upload]", _ => broken);
        yield return CheckCase.On(Role.Upload, "the connection lost at an upload", Ends.Completed(), "this is the engine's own: report it", _ => broken with { Ending = Ending.Lost });
        yield return CheckCase.On(Role.Upload, "an upload without a name in its answer", Ends.Failed(FailureKind.VendorError, 0), "see that take points at what the vendor calls the picture", _ => Reply.Text(200, "{}", "application/json"));
    }

    private static IEnumerable<CheckCase> Output(Call call, Medium medium)
    {
        const string Media = "see that output points at the file, and medium says what it is";
        foreach (var (name, content) in new[]
        {
            ("an output that is a page", "<html>gone</html>"u8.ToArray()), ("an output of another kind", SampleMedia.Of(medium == Medium.Video ? Medium.Image : Medium.Video)), ("an output that ends early", SampleMedia.Of(medium)[..^12]),
        })
            yield return Holding(call, name, Ends.Failed(FailureKind.VendorError), Media, content);
        yield return Holding(call, "an output larger than is taken", Ends.Failed(FailureKind.VendorError), "set output.maxBytes to what the vendor makes at most", [.. SampleMedia.Of(medium), .. new byte[20 << 20]])
            with { Change = rule => rule with { Output = rule.Output with { MaxBytes = SmallOutput } } };
        if (call is { Link: null, Content: null }) yield break;
        var fresh = call.Job is not null; // a job's result is read again
        yield return CheckCase.On(Role.Output, "a link that has expired", fresh ? Ends.Completed() : Ends.Failed(FailureKind.OutputLost), Media, _ => Reply.Text(403, "expired"));
        yield return CheckCase.On(Role.Output, "links that are dead", Ends.Failed(FailureKind.OutputLost), Media, _ => Reply.Text(404, "gone")) with { Stays = true };
        yield return CheckCase.On(Role.Output, "a link whose connection breaks", Ends.Completed(), Media, scene => scene.File with { Ending = Ending.Lost });
        yield return CheckCase.On(Role.Output, "a link that redirects to a private address", Ends.NotCompleted(), "this is the engine's own: report it",
            _ => Reply.Text(302, "") with { Location = "http://169.254.169.254/latest" }) with { Stays = true };
    }

    /// <summary>The output comes in an answer, or by a link.</summary>
    private static CheckCase Holding(Call call, string name, (string, Func<Outcome, string?>) end, string remedy, byte[] content)
    {
        var role = call is { Link: null, Content: null } ? call.Job is null ? Role.Submit : call.Job.Result is null ? Role.Status : Role.Result : Role.Output;
        return CheckCase.On(role, name, end, remedy, scene => role == Role.Output ? new Reply(200, content, scene.File.MediaType) : Inline(scene, role, content)) with { Stays = true };
    }

    private static Reply Inline(Scene scene, Role role, byte[] content)
    {
        var whole = role switch
        {
            Role.Submit => scene.Answers.Submitted(scene),
            Role.Status => scene.Answers.InState(scene, scene.Answers.Done),
            _ => scene.Answers.WithOutput(scene, []),
        };
        var text = Encoding.UTF8.GetString(whole.Body);
        return whole.MediaType == "application/json" ? whole with { Body = Encoding.UTF8.GetBytes(text.Replace(AsJson(scene.Media), AsJson(content))) } : whole with { Body = content };
    }

    private static string AsJson(byte[] content) => JsonEncodedText.Encode(Convert.ToBase64String(content)).ToString();
}
