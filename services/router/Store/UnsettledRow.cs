using Atelier.Contracts;
using Atelier.Platform.Stores;
using Atelier.Router.Budgets;
using Atelier.Router.Saga;

namespace Atelier.Router.Store;

/// <summary>A charge that nobody knows and that budgets have set something aside for, under the attempt's id. Gone once it is settled.</summary>
internal sealed class UnsettledRow : IKeyed
{
    public required Guid Id { get; init; }
    public required string TenantId { get; init; }
    public required Guid DeliverableId { get; init; }
    public required string CampaignId { get; init; }
    public required string Key { get; init; }
    public required string Stage { get; init; }
    public required string Model { get; init; }

    /// <summary>What is set aside.</summary>
    public required long Micros { get; init; }

    /// <summary>What is missing to know the charge.</summary>
    public required string Why { get; init; }

    public required DateTimeOffset Since { get; init; }

    public static UnsettledRow Of(DeliverableState state, Reservation reservation, DateTimeOffset now)
    {
        var reproduced = state.Reproductions.FirstOrDefault(known => known.AttemptId == reservation.AttemptId)?.OriginalAttemptId;
        var (stage, attempt) = state.Stages.Select((stage, i) => (i, stage.Attempts.FirstOrDefault(attempt => attempt.Id == (reproduced ?? reservation.AttemptId) || attempt.Enlarging?.AttemptId == reservation.AttemptId))).First(found => found.Item2 is not null);
        var decision = attempt!.Enlarging is { } enlarging && enlarging.AttemptId == reservation.AttemptId ? enlarging.Decision : attempt.Decision;
        return new UnsettledRow
        {
            Id = reservation.AttemptId, TenantId = state.TenantId, DeliverableId = state.Id, CampaignId = state.Spec.Campaign.CampaignId, Key = state.Spec.Key,
            Stage = state.Spec.Stages[stage].Name, Model = decision.Model, Micros = reservation.Micros, Why = state.ChargeOf(reservation.AttemptId)!.Unpriced ?? "", Since = now,
        };
    }
}
