using System.Text.Json;
using Atelier.Contracts;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Atelier.Bench.Line;

/// <summary>Sees what an outsider can see of Atelier: the events that ends are told by, and what is recorded of them.</summary>
internal sealed class LineWatch : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly IConnection _connection;
    private readonly NpgsqlDataSource _store;
    private volatile Watched? _watched;

    private LineWatch(IConnection connection, NpgsqlDataSource store) => (_connection, _store) = (connection, store);

    /// <summary>Listens on a queue of its own, next to those of the services.</summary>
    public static async Task<LineWatch> Start(Uri rabbit, string postgres)
    {
        var connection = await new ConnectionFactory { Uri = rabbit }.CreateConnectionAsync();
        var watch = new LineWatch(connection, NpgsqlDataSource.Create(postgres));
        var channel = await connection.CreateChannelAsync();
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        foreach (var end in new[] { typeof(DeliverableDelivered), typeof(DeliverableFailed) })
            await channel.QueueBindAsync(queue, $"{end.Namespace}:{end.Name}", "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => watch.Hear(delivery);
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return watch;
    }

    public void Tell(Run run, Func<Guid, Guid> deliverableOf) => _watched = new Watched(run, run.Items.ToDictionary(deliverableOf));

    /// <summary>Waits until the ledger and the front desk know every end, and makes sure that the ledger has each fact once.</summary>
    public async Task UntilRecorded(int deliverables)
    {
        using var timeout = new CancellationTokenSource(Patience);
        const int Facts = 5; // requested, generated, inspected, refined, delivered
        while (await Number("""select count(*) from intake.snapshots where "Phase" = 'Delivered'""", timeout.Token) < deliverables
            || await Number("select count(*) from ledger.events", timeout.Token) < Facts * deliverables)
            await Task.Delay(TimeSpan.FromMilliseconds(100), timeout.Token);
        var facts = await Number("select count(*) from ledger.events", timeout.Token);
        if (facts != Facts * deliverables)
            throw new InvalidOperationException($"The ledger has {facts} facts of {deliverables} deliverables, not {Facts} of each: the run is void.");
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _store.DisposeAsync();
    }

    private async Task<long> Number(string query, CancellationToken ct)
    {
        await using var command = _store.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private Task Hear(BasicDeliverEventArgs delivery)
    {
        using var body = JsonDocument.Parse(delivery.Body);
        var told = body.RootElement.TryGetProperty("message", out var enveloped) ? enveloped : body.RootElement;
        if (told.TryGetProperty("failure", out var failure))
            Console.Error.WriteLine($"a deliverable failed, the run is void: {failure}");
        else if (_watched is { } watched && watched.Items.TryGetValue(told.GetProperty("deliverableId").GetGuid(), out var item))
            watched.Run.Ended(item);
        return Task.CompletedTask;
    }

    private sealed record Watched(Run Run, IReadOnlyDictionary<Guid, Guid> Items);
}
