using Atelier.Cli.Campaigns;
using Atelier.Contracts;

namespace Atelier.Cli.Show;

/// <summary>A deliverable in a row of the progress.</summary>
internal sealed record Row(string Key, string Tier, string Stage, DeliverablePhase Phase, int Attempt, string Model, string Cost)
{
    public bool Ended => Phase is DeliverablePhase.Delivered or DeliverablePhase.Failed or DeliverablePhase.Cancelled;

    public string PhaseName => AtelierJson.NameOf(Phase);

    public static Row Of(Ordered order)
    {
        var (status, attempt) = (order.View?.Status, order.View?.Attempt);
        var first = order.Wanted.Still ?? order.Wanted.Motion!;
        return new Row(
            order.Wanted.Key,
            attempt?.Decision.Tier ?? first.Category,
            status?.Stage ?? (order.Wanted.Still is null ? "motion" : "still"),
            order.View?.Phase ?? DeliverablePhase.Accepted,
            order.View?.Attempts ?? 0,
            attempt?.Decision.Model ?? "",
            status is null ? "" : Money.Of(status.CostMicros, status.UnpricedCosts));
    }
}
