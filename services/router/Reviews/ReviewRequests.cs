using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Http;

namespace Atelier.Router.Reviews;

/// <summary>The body of taking an item, or of keeping it for longer.</summary>
/// <param name="Id">Which one; null for the next.</param>
/// <param name="Lease">The lease to keep; null for a new one.</param>
/// <param name="For">How long it stays with the reviewer.</param>
internal sealed record LeaseRequest(Guid? Id, Guid? Lease, TimeSpan For)
{
    private const double Usual = 15;
    private const double Longest = 120;

    public static LeaseRequest Read(JsonObject body, List<RequestProblem> problems, bool renew)
    {
        var fields = new Fields(body, problems);
        fields.Only(renew ? ["lease", "minutes"] : ["id", "minutes"]);
        var request = new LeaseRequest(
            renew ? null : fields.Id("id", "give the id of a review, or leave it out for the next one"),
            renew ? DecisionRequest.LeaseOf(fields, body) : null,
            TimeSpan.FromMinutes(fields.Number("minutes", 0.01, Longest) ?? Usual));
        return request;
    }
}

/// <summary>The body of a decision.</summary>
/// <param name="Decision">What was decided.</param>
/// <param name="Lease">The lease that the reviewer holds.</param>
/// <param name="Attempt">The ordinal of the attempt that is accepted; null: the one in hand.</param>
/// <param name="Reasons">What is wrong with it.</param>
/// <param name="Then">What follows a rejection; null: what is usual.</param>
/// <param name="Edits">The controls of the next attempt.</param>
/// <param name="Spent">The reviewer's time; null: since it was taken.</param>
internal sealed record DecisionRequest(
    ReviewDecision Decision, Guid Lease, int? Attempt, IReadOnlyList<VerdictReason> Reasons, AfterRejection? Then, ControlEdits? Edits, TimeSpan? Spent)
{
    private const int MostReasons = 20, LongestDetail = 2_000, LongestPrompt = 8_000, LongestCamera = 200;
    private const double MostMinutes = 24 * 60;
    private const double LargestGuidance = 30;

    public static DecisionRequest Read(ReviewDecision decision, JsonObject body, List<RequestProblem> problems)
    {
        var fields = new Fields(body, problems);
        fields.Only(decision switch
        {
            ReviewDecision.Accepted => ["lease", "attempt", "minutes"],
            ReviewDecision.Rejected => ["lease", "reasons", "then", "minutes"],
            _ => ["lease", "reasons", "edits", "minutes"],
        });
        var lease = LeaseOf(fields, body);
        var attempt = (int?)fields.Whole("attempt", 1, 1_000);
        var reasons = fields.List("reasons", MostReasons).Select(Reason).OfType<VerdictReason>().ToList();
        if (decision is ReviewDecision.Rejected && reasons.Count == 0 && problems.Count == 0)
            fields.Add("reasons", "nothing", "say what is wrong, as [{ \"defect\": \"other\", \"detail\": \"the hat is missing\" }]");
        var then = fields.Choice<AfterRejection>("then");
        var edits = decision is ReviewDecision.Edited ? Edited(fields, problems) : null;
        return new DecisionRequest(decision, lease ?? Guid.Empty, attempt, reasons, then, edits, fields.Number("minutes", 0, MostMinutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : null);
    }

    public static Guid? LeaseOf(Fields fields, JsonObject body)
    {
        const string Remedy = "give the lease that POST /v1/reviews/lease answered";
        if (!body.ContainsKey("lease"))
            fields.Add("lease", "nothing", Remedy);
        return fields.Id("lease", Remedy);
    }

    private static VerdictReason? Reason(Fields fields)
    {
        fields.Only("defect", "detail");
        var (defect, detail) = (fields.Choice<Defect>("defect"), fields.Text("detail", LongestDetail));
        return defect is null && detail is null ? null : new VerdictReason { Defect = defect ?? Defect.Other, Detail = detail ?? $"{defect}" };
    }

    private static ControlEdits? Edited(Fields fields, List<RequestProblem> problems)
    {
        if (fields.Object("edits") is not { } edits)
        {
            if (problems.Count == 0)
                fields.Add("edits", "nothing", "say what the next attempt does otherwise: prompt, negativePrompt, guidance, guidanceStrength, seed, motion");
            return null;
        }
        edits.Only("prompt", "negativePrompt", "guidance", "guidanceStrength", "seed", "motion");
        Motion? moves = null;
        if (edits.Object("motion") is { } motion)
        {
            motion.Only("strength", "camera");
            moves = new Motion { Strength = motion.Number("strength", 0, 1), Camera = motion.Text("camera", LongestCamera) };
            if (moves.Camera is { } camera && CameraMoves.Of(camera).Count == 0)
                motion.Add("camera", $"\"{camera}\"", $"name a move: {string.Join(", ", CameraMoves.All)}");
        }
        var read = new ControlEdits
        {
            Prompt = edits.Text("prompt", LongestPrompt), NegativePrompt = edits.Text("negativePrompt", LongestPrompt), Guidance = edits.Number("guidance", 0, LargestGuidance),
            GuidanceStrength = edits.Number("guidanceStrength", 0, 1), Seed = edits.Whole("seed", 0, uint.MaxValue), Motion = moves,
        };
        if (read is { Guidance: not null, GuidanceStrength: not null })
            edits.Add("guidanceStrength", "guidance beside it", "leave one of the two out: guidance is the model's own scale, guidanceStrength is 0 to 1 on any");
        if (read == new ControlEdits() && problems.Count == 0)
            fields.Add("edits", "nothing that differs", "say what the next attempt does otherwise: prompt, negativePrompt, guidance, guidanceStrength, seed, motion");
        return read;
    }
}
