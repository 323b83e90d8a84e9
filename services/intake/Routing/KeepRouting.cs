using Atelier.Contracts;
using Atelier.Intake.Store;
using Atelier.Platform.Stores;

namespace Atelier.Intake.Routing;

/// <summary>Keeps a table that takes over. One that is kept already changes nothing; they may come in any order.</summary>
internal sealed class KeepRouting(GroupCommit<IntakeDb> writes, ActiveRouting routing)
{
    public async Task Keep(RoutingActivated news, CancellationToken ct)
    {
        var row = RoutingTableRow.Of(news);
        await writes.Commit([RowKey.Of<RoutingTableRow>(row.Id)], scope =>
        {
            if (scope.Find<RoutingTableRow>(row.Id) is null)
                scope.Add(row);
        }, ct);
        routing.Learn(news.Activation, news.Table);
    }
}
