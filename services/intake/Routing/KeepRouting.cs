using Atelier.Contracts;
using Atelier.Intake.Store;
using Atelier.Platform.Stores;
using MassTransit;

namespace Atelier.Intake.Routing;

/// <summary>Keeps a table that takes over. One that is kept already changes nothing; they may come in any order.</summary>
internal sealed class KeepRouting(GroupCommit<IntakeDb> writes, ActiveRouting routing) : IConsumer<RoutingActivated>
{
    public async Task Consume(ConsumeContext<RoutingActivated> context)
    {
        var row = RoutingTableRow.Of(context.Message);
        await writes.Commit([RowKey.Of<RoutingTableRow>(row.Id)], scope =>
        {
            if (scope.Find<RoutingTableRow>(row.Id) is null)
                scope.Add(row);
        }, context.CancellationToken);
        routing.Learn(context.Message.Activation, context.Message.Table);
    }
}
