using Atelier.Contracts;
using Atelier.Intake.Acceptance;
using Atelier.Intake.Requests;
using Atelier.Intake.Store;
using Atelier.Platform.Stores;

namespace Atelier.Intake.Delivered;

/// <summary>Passes on to the router what is asked of a delivered stage: to make it better, or to run it again. Once under a key, in one commit with the row that remembers it.</summary>
internal sealed class AskAgain(GroupCommit<IntakeDb> writes, TimeProvider clock)
{
    private const int MostReasons = 10;
    private const int LongestDetail = 1_000;

    public Task<DeliveredAnswer> Regenerate(string tenantId, Guid id, string? key, RegenerateRequest request, Problems problems)
    {
        var reasons = Reasons(request.Reasons ?? [], problems);
        return Ask(nameof(RegenerationRequested), tenantId, id, key, request.Stage, problems, (scope, messageId, stage) =>
        {
            // What is made again starts without the wish that its earlier course ended with.
            if (scope.Find<WishRow>(id) is { Wish: not Wish.GoOn } wish)
                (wish.Wish, wish.Ordinal) = (Wish.GoOn, wish.Ordinal + 1);
            scope.Publish(messageId, new RegenerationRequested
            {
                TenantId = tenantId, DeliverableId = id, OccurredAt = clock.GetUtcNow(), AttemptId = stage.AttemptId, Stage = stage.Index,
                Source = RegenerationSource.Upstream, Reasons = reasons, WithDependents = request.WithDependents,
            });
            return stage.Status.Revision + 1;
        });
    }

    public Task<DeliveredAnswer> Reproduce(string tenantId, Guid id, string? key, ReproduceRequest request, Problems problems) =>
        Ask(nameof(ReproduceOutput), tenantId, id, key, request.Stage, problems, (scope, messageId, stage) =>
        {
            scope.Send(Queues.Router, messageId, new ReproduceOutput { TenantId = tenantId, DeliverableId = id, ReproductionId = messageId, Stage = stage.Index });
            return null;
        });

    private Task<DeliveredAnswer> Ask(string what, string tenantId, Guid id, string? key, string? stageName, Problems problems, Func<CommitScope, Guid, DeliveredStage, int?> passOn)
    {
        if (problems.Any)
            return Task.FromResult<DeliveredAnswer>(new DeliveredAnswer.Refused(problems.All));
        var messageId = key is null ? Guid.CreateVersion7() : DeterministicId.From("asked", what, id.ToString("N"), key);
        return writes.Commit<DeliveredAnswer>([.. DeliveredStage.Keys(id), RowKey.Of<WishRow>(id), RowKey.Of<AskedRow>(messageId)], scope =>
        {
            if (scope.Find<DeliverableRow>(id) is not { } row || row.TenantId != tenantId)
                return new DeliveredAnswer.Unknown();
            if (scope.Find<AskedRow>(messageId) is { } before)
                return Taken(before);
            if (DeliveredStage.StatusOf(scope, id) is not { } status)
                return new DeliveredAnswer.NotDelivered();
            if (DeliveredStage.Of(row, status, stageName, problems) is not { } stage)
                return new DeliveredAnswer.Refused(problems.All);
            var asked = new AskedRow { Id = messageId, TenantId = tenantId, DeliverableId = id, What = what, Revision = passOn(scope, messageId, stage), AskedAt = clock.GetUtcNow() };
            scope.Add(asked);
            return Taken(asked);
        });
    }

    private static DeliveredAnswer.Taken Taken(AskedRow asked) =>
        new(new DeliveredView(asked.DeliverableId, $"/v1/deliverables/{asked.DeliverableId}", asked.Revision, asked.What == nameof(ReproduceOutput) ? asked.Id : null));

    private static List<VerdictReason> Reasons(IReadOnlyList<ReasonRequest?> given, Problems problems)
    {
        if (given.Count > MostReasons)
            problems.Add("reasons", $"{given.Count} reasons", $"give at most {MostReasons}");
        var reasons = new List<VerdictReason>();
        for (var i = 0; i < Math.Min(given.Count, MostReasons); i++)
        {
            if (given[i] is not { } reason)
                continue; // already a problem of its type
            if (string.IsNullOrWhiteSpace(reason.Detail) || reason.Detail.Length > LongestDetail)
                problems.Add($"reasons[{i}].detail", Problems.Show(reason.Detail), $"say what is wrong with it in 1 to {LongestDetail} characters");
            else
                reasons.Add(new VerdictReason { Defect = reason.Defect ?? Defect.Other, Detail = reason.Detail });
        }
        return reasons;
    }
}
