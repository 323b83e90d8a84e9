using System.Text.Json;
using Atelier.Contracts;
using Atelier.Intake.Requests;
using Atelier.Intake.Store;
using Atelier.Platform.Stores;

namespace Atelier.Intake.Delivered;

/// <summary>A stage that was delivered, as the newest snapshot has it.</summary>
internal sealed record DeliveredStage(DeliverableStatus Status, int Index, Guid AttemptId)
{
    /// <summary>The rows to load before one is looked for.</summary>
    public static IEnumerable<RowKey> Keys(Guid id) => [RowKey.Of<DeliverableRow>(id), RowKey.Of<SnapshotRow>(id)];

    /// <summary>How a delivered deliverable stands; null when it is not delivered, or is being made again.</summary>
    public static DeliverableStatus? StatusOf(CommitScope scope, Guid id) =>
        scope.Find<SnapshotRow>(id) is { Phase: DeliverablePhase.Delivered } snapshot ? JsonSerializer.Deserialize<DeliverableStatus>(snapshot.Status, AtelierJson.Options) : null;

    /// <summary>The stage of that name; null, with a problem noted, where it is not clear which.</summary>
    public static DeliveredStage? Of(DeliverableRow row, DeliverableStatus status, string? name, Problems problems)
    {
        var names = JsonSerializer.Deserialize<DeliverableSpec>(row.Spec, AtelierJson.Options)!.Stages.Select(stage => stage.Name).ToList();
        var index = name is null && names.Count == 1 ? 0 : names.IndexOf(name ?? "");
        if (index >= 0)
            return new DeliveredStage(status, index, status.Stages[index].FileOf!.Value);
        problems.Add("stage", Problems.Show(name), $"name a stage of the deliverable: {string.Join(", ", names)}");
        return null;
    }
}

/// <summary>What became of something that was asked of a delivered deliverable.</summary>
internal abstract record DeliveredAnswer
{
    private DeliveredAnswer() { }

    /// <summary>It is passed on, or was before.</summary>
    public sealed record Taken(DeliveredView View) : DeliveredAnswer;

    /// <summary>There is no such deliverable.</summary>
    public sealed record Unknown : DeliveredAnswer;

    /// <summary>It is not delivered, or is being made again.</summary>
    public sealed record NotDelivered : DeliveredAnswer;

    /// <summary>What was asked is wrong in itself.</summary>
    public sealed record Refused(IReadOnlyList<RequestProblem> Problems) : DeliveredAnswer;
}
