using Atelier.Cli.Client;
using Atelier.Contracts;
using Atelier.EndToEnd.Tests.Support;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Atelier.EndToEnd.Tests;

/// <summary>SIGKILL for every process of the distributed line in turn, each while it has work in hand; vendors fail as they do.</summary>
[Collection(OnTheLineOnServers.Name)]
public sealed class When_services_are_killed_midway(ServerLine line)
{
    [Fact]
    public async Task every_deliverable_ends_once_and_every_vendor_call_is_accounted_for()
    {
        var campaign = new KilledCampaign(line, "killed-one-by-one");
        await campaign.SetUp();
        await line.Ended(line.Samples); // other tests say what becomes of those when nothing is killed

        await KillWhile("router", view => view.Phase is DeliverablePhase.Generating);
        await KillWhile("generator", campaign.AtAVendor);
        await KillWhile("refiner", view => view.Phase is DeliverablePhase.Inspecting or DeliverablePhase.Refining);
        await KillWhile("ledger", view => view.Phase is DeliverablePhase.Inspecting or DeliverablePhase.Refining);
        await KillWhileAsking("intake");
        await KillWhileAsking("gateway");

        await line.BooksBalance([.. line.Samples, .. campaign.Accepted]);
        await NothingWasPutAside();

        async Task KillWhile(string service, Func<DeliverableView, bool> hasWork)
        {
            var wave = await campaign.Send(campaign.NextWave());
            await campaign.Until(wave, $"work for the {service}", hasWork);
            await line.Kill(service);
            await line.Restart(service);
        }

        async Task KillWhileAsking(string service)
        {
            var wave = campaign.NextWave();
            await campaign.Send([wave[0]]);
            var asking = campaign.Send(wave[1..]);
            await line.Kill(service);
            await line.Restart(service);
            await asking;
        }
    }

    /// <summary>No message had to be given up, and none contradicted another.</summary>
    private async Task NothingWasPutAside()
    {
        await using var database = NpgsqlDataSource.Create(line.Postgres);
        await using var command = database.CreateCommand("""SELECT count(*) FROM ledger.quarantine""");
        Assert.Equal(0L, await command.ExecuteScalarAsync());

        await using var connection = await new ConnectionFactory { Uri = line.Rabbit }.CreateConnectionAsync();
        foreach (var queue in new[] { Queues.Intake, Queues.Router, Queues.Ledger, Queues.Inspect, Queues.Refine, Queues.Generate("speed"), Queues.Generate("budget"), Queues.Generate("cinematic"), Queues.Generate("print") })
            Assert.Equal((queue, 0u), (queue, await Count(connection, $"{queue}_error")));
    }

    private static async Task<uint> Count(IConnection connection, string queue)
    {
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (OperationInterruptedException)
        {
            return 0; // no message ever went there
        }
    }
}
