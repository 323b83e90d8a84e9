using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.Platform.Bus;
using Atelier.Platform.Hosting;
using Atelier.TestKit;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using RabbitMQ.Client;

namespace Atelier.Platform.Tests.Bus;

public sealed class When_a_queue_is_read_in_batches
{
    [Fact]
    public async Task many_that_wait_come_together_each_as_it_was_sent()
    {
        await using var reader = await Reader.Start();
        reader.Behaviour = async batch => { if (batch.Count == 1) await Task.Delay(300); }; // while the first is in hand the others gather
        var sent = Enumerable.Range(0, 60).Select(i => (Id: Guid.NewGuid(), Body: Json($"k{i}"))).ToList();
        foreach (var (id, body) in sent)
            await reader.Send(Envelope(id, body));
        await reader.Until(60);
        Assert.Equal(sent.Select(one => (one.Id, one.Body)).Order(), reader.Taken.Select(one => (one.MessageId, one.Json)).Order());
        Assert.Contains(reader.Batches, size => size > 1);
    }

    [Fact]
    public async Task what_the_transport_itself_publishes_is_read_too()
    {
        await using var reader = await Reader.Start();
        var id = Guid.NewGuid();
        await reader.App.Services.GetRequiredService<IBus>().Publish(Rejected("by the bus"), context => context.MessageId = id, TestContext.Current.CancellationToken);
        await reader.Until(1);
        Assert.Equal((id, "by the bus"), (reader.Taken.Single().MessageId, ((RequestRejected)reader.Taken.Single().Message).Key));
    }

    [Theory]
    [InlineData("no json", "JsonReaderException")]
    [InlineData("[]", "JsonException")]
    [InlineData("""{"messageId":"7d0e7a0e-6a5c-4c3a-9f7e-0a2b3c4d5e6f","messageType":["urn:message:Atelier.Contracts:RequestRejected"]}""", "JsonException")]
    [InlineData("""{"messageId":"7d0e7a0e-6a5c-4c3a-9f7e-0a2b3c4d5e6f","messageType":["urn:message:Atelier.Contracts:OfTomorrow"],"message":{}}""", "InvalidOperationException")]
    public async Task what_cannot_be_read_goes_to_the_error_queue_with_its_reason_and_holds_nobody_up(string body, string reason)
    {
        await using var reader = await Reader.Start();
        await reader.Send(body);
        await reader.Send(Envelope(Guid.NewGuid(), Json("after")));
        await reader.Until(1);
        var aside = await reader.PutAside();
        Assert.Equal(body, aside.Body);
        Assert.EndsWith(reason, aside.Reason);
    }

    [Fact]
    public async Task one_that_nobody_can_take_goes_aside_and_the_others_are_taken()
    {
        await using var reader = await Reader.Start();
        reader.Behaviour = batch => batch.Any(one => ((RequestRejected)one.Message).Key == "poison") ? throw new FormatException("no") : Task.CompletedTask;
        var poison = Envelope(Guid.NewGuid(), Json("poison"));
        foreach (var body in Enumerable.Range(0, 10).Select(i => Envelope(Guid.NewGuid(), Json($"k{i}"))).Append(poison).Concat([Envelope(Guid.NewGuid(), Json("last"))]))
            await reader.Send(body);
        await reader.Until(11);
        Assert.Equal(poison, (await reader.PutAside()).Body);
    }

    [Fact]
    public async Task a_store_that_is_away_is_waited_for()
    {
        await using var reader = await Reader.Start();
        var away = 3;
        reader.Behaviour = _ => Interlocked.Decrement(ref away) >= 0 ? throw new NpgsqlException("gone", new IOException()) : Task.CompletedTask;
        await reader.Send(Envelope(Guid.NewGuid(), Json("patient")));
        await reader.Until(1);
        Assert.Null(await reader.Channel.BasicGetAsync(Reader.Errors, autoAck: true, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task a_lost_connection_comes_back_and_nothing_is_lost()
    {
        await using var reader = await Reader.Start();
        await reader.Send(Envelope(Guid.NewGuid(), Json("before")));
        await reader.Until(1);
        await reader.Channel.QueueDeleteAsync(Reader.Queue, cancellationToken: TestContext.Current.CancellationToken); // the broker ends the consumer
        await Task.Delay(300, TestContext.Current.CancellationToken);
        for (var i = 0; i < 100 && reader.Taken.Count < 2; i++)
        {
            await reader.Send(Envelope(Guid.NewGuid(), Json("after")));
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        Assert.True(reader.Taken.Count >= 2, "nothing came after the consumer had been ended");
        var health = await reader.App.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name.StartsWith("queue", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Healthy, health.Status);
    }

    private static RequestRejected Rejected(string key) => new() { TenantId = "t", DeliverableId = Guid.Empty, OccurredAt = DateTimeOffset.UnixEpoch, Key = key, Problems = [] };

    private static string Json(string key) => JsonSerializer.Serialize(Rejected(key), AtelierJson.Options);

    private static string Envelope(Guid id, string body) =>
        $$"""{"sentTime":"2026-01-01T00:00:00Z","headers":{"a":[1,{"message":2}]},"messageId":"{{id}}","messageType":["urn:message:Atelier.Contracts:RequestRejected"],"message":{{body}},"host":null}""";

    private sealed class Reader(WebApplication app, IConnection connection, IChannel channel, Inbox inbox) : IAsyncDisposable
    {
        public const string Queue = "notes";
        public const string Errors = "notes_error";

        public WebApplication App => app;

        public IChannel Channel => channel;

        public Func<IReadOnlyList<Delivery>, Task> Behaviour { set => inbox.Behaviour = value; }

        public IReadOnlyCollection<Delivery> Taken => inbox.Taken;

        public IReadOnlyCollection<int> Batches => inbox.Batches;

        public static async Task<Reader> Start()
        {
            var rabbit = await RealServers.NewRabbitVirtualHost();
            var builder = WebApplication.CreateBuilder(["--Atelier:Rabbit=" + rabbit]);
            builder.AddAtelierDefaults("notes");
            builder.Services.AddSingleton<Inbox>();
            builder.AddAtelierBus(bus => bus.Queue(Queue, queue => queue.ConsumeInBatches<Inbox>()));
            var app = builder.Build();
            await app.StartAsync();
            var connection = await new ConnectionFactory { Uri = rabbit }.CreateConnectionAsync();
            var channel = await connection.CreateChannelAsync();
            var reader = new Reader(app, connection, channel, app.Services.GetRequiredService<Inbox>());
            for (var i = 0; i < 100 && (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status is not HealthStatus.Healthy; i++)
                await Task.Delay(50);
            await channel.ExchangeBindAsync(Queue, $"{typeof(RequestRejected).Namespace}:{nameof(RequestRejected)}", "");
            return reader;
        }

        public async Task Send(string body) => await channel.BasicPublishAsync("", Queue, Encoding.UTF8.GetBytes(body));

        public async Task Until(int count)
        {
            for (var i = 0; i < 400 && Taken.Count < count; i++)
                await Task.Delay(50);
            Assert.True(Taken.Count >= count, $"{Taken.Count} of {count} were taken");
        }

        public async Task<(string Body, string Reason)> PutAside()
        {
            for (var i = 0; i < 200; i++)
            {
                if (await channel.BasicGetAsync(Errors, autoAck: true) is { } aside)
                    return (Encoding.UTF8.GetString(aside.Body.Span), Encoding.UTF8.GetString((byte[])aside.BasicProperties.Headers!["MT-Fault-ExceptionType"]!));
                await Task.Delay(50);
            }
            throw new TimeoutException("nothing was put aside");
        }

        public async ValueTask DisposeAsync()
        {
            await connection.DisposeAsync();
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    private sealed class Inbox : IBatchConsumer
    {
        public static IReadOnlyList<Type> Hears { get; } = [typeof(RequestRejected)];

        public Func<IReadOnlyList<Delivery>, Task> Behaviour { get; set; } = _ => Task.CompletedTask;

        public ConcurrentQueue<Delivery> Taken { get; } = [];

        public ConcurrentQueue<int> Batches { get; } = [];

        public async Task Consume(IReadOnlyList<Delivery> batch, CancellationToken ct)
        {
            await Behaviour(batch);
            Batches.Enqueue(batch.Count);
            foreach (var delivery in batch)
                Taken.Enqueue(delivery);
        }
    }
}
