using System.Text;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Intake.Tests.Support;
using Atelier.TestKit;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Atelier.Intake.Tests;

/// <summary>On a real RabbitMQ, as any producer would: plain JSON on the default exchange.</summary>
public sealed class When_requests_come_over_the_queue : IAsyncLifetime
{
    private const string Tenant = "acme";
    private readonly TempFolder _folder = new();
    private readonly List<QueueReplyLine> _replies = [];
    private Uri _address = null!;
    private IntakeHost _host = null!;
    private Desk _desk = null!;
    private IConnection _connection = null!;
    private IChannel _channel = null!;
    private string _replyTo = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string User => _address.UserInfo.Split(':')[0];

    public async ValueTask InitializeAsync()
    {
        _address = await RealServers.NewRabbitVirtualHost();
        _host = await IntakeHost.Start(_folder, ("Atelier:Rabbit", _address.ToString()), ($"Intake:Queue:Users:{User}", Tenant));
        _desk = new Desk(_host.Address, Tenant);
        await _desk.SetUpCampaign();
        _connection = await new ConnectionFactory { Uri = _address }.CreateConnectionAsync(Ct);
        _channel = await _connection.CreateChannelAsync(cancellationToken: Ct);
        _replyTo = (await _channel.QueueDeclareAsync(cancellationToken: Ct)).QueueName;
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            lock (_replies)
                _replies.Add(new(delivery.BasicProperties.CorrelationId!, JsonNode.Parse(delivery.Body.Span)!));
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(_replyTo, autoAck: true, consumer, Ct);
        await Eventually.True(async () => await Exists(Queues.Requests));
    }

    [Fact]
    public async Task plain_json_is_accepted_as_over_http_and_bad_messages_between_disturb_nothing()
    {
        await Publish("good-1", Support.Requests.Image("q-1").ToJsonString());
        await Publish("malformed", "{ \"key\": ");
        await Publish("invalid", Support.Requests.Image("q-2").With("stages[0].format", "\"sqare\"").With("stages[0].guidance", "-1").ToJsonString());
        await Publish("binary", "\u0000\u0001");
        await Publish("huge", $"\"{new string('x', 1_000_000)}\"");
        await Publish("stranger", Support.Requests.Image("q-3").ToJsonString(), user: null);
        await Publish("conflict", Support.Requests.Image("q-1").With("grade", "\"draft\"").ToJsonString());
        await Publish("good-1 again", Support.Requests.Image("q-1").ToJsonString());
        await Publish("good-2", Support.Requests.Image("q-4").ToJsonString());

        foreach (var good in new[] { "good-1", "good-1 again", "good-2" })
            Assert.True((bool)(await Reply(good))["accepted"]!);
        Assert.Equal(_desk.IdOf("q-1").ToString(), (string)(await Reply("good-1 again"))["id"]!);
        foreach (var bad in new[] { "malformed", "invalid", "binary", "huge", "stranger", "conflict" })
            Assert.False((bool)(await Reply(bad))["accepted"]!);

        var invalid = (await _host.Published.Wait<RequestRejected>(Tenant, 5)).Single(r => r.Key == "q-2");
        Assert.Equal(_desk.IdOf("q-2"), invalid.DeliverableId);
        Assert.Equal(["stages[0].format", "stages[0].guidance"], invalid.Problems.Select(p => p.Field));
        Assert.Equal(Guid.Empty, Assert.Single(await _host.Published.Wait<RequestRejected>("", 1)).DeliverableId);
        Assert.Equal(["q-1", "q-4"], (await _host.Published.Wait<DeliverableRequested>(Tenant, 2)).Select(r => r.Spec.Key).Order());
        Assert.Equal(2, (await _desk.Get("/v1/deliverables"))["items"]!.AsArray().Count);
        await Eventually.True(async () => await _channel.MessageCountAsync(Queues.Requests, Ct) == 0);
        Assert.Equal(0u, await _channel.MessageCountAsync(Queues.Requests + "_error", Ct));
    }

    [Fact]
    public async Task a_thousand_messages_are_all_taken_once()
    {
        for (var i = 0; i < 1_000; i++)
            await Publish($"{i}", Support.Requests.Image($"bulk-{i % 500}").ToJsonString(), reply: false);
        await Eventually.True(() => _host.Published.Of<DeliverableRequested>(Tenant).Count >= 500);
        await Eventually.True(async () => await _channel.MessageCountAsync(Queues.Requests, Ct) == 0);
        Assert.Equal(500, _host.Published.Of<DeliverableRequested>(Tenant).Select(r => r.DeliverableId).Distinct().Count());
        Assert.Empty(_host.Published.Of<RequestRejected>(Tenant));
    }

    [Fact]
    public async Task the_same_bad_message_is_the_same_event()
    {
        await Publish("first", "not json");
        await Publish("second", "not json");
        await Reply("first");
        await Reply("second");
        await Eventually.True(() => _host.Published.All.Count >= 2);
        Assert.Single(_host.Published.All.Select(e => e.Id).Distinct());
    }

    [Fact]
    public async Task answers_are_not_written_into_other_queues()
    {
        await Publish("sly", Support.Requests.Image("sly").ToJsonString(), replyTo: Queues.Requests);
        await Publish("marker", Support.Requests.Image("marker").ToJsonString());
        await Reply("marker");
        Assert.Empty(_host.Published.Of<RequestRejected>(Tenant));
        Assert.Empty(_host.Published.Of<RequestRejected>(""));
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
        _desk.Dispose();
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    private sealed record QueueReplyLine(string CorrelationId, JsonNode Body);

    private Task Publish(string name, string body, bool reply = true, string? replyTo = null) => Publish(name, body, User, reply, replyTo);

    private async Task Publish(string name, string body, string? user, bool reply = true, string? replyTo = null)
    {
        var properties = new BasicProperties { CorrelationId = name, ContentType = "application/json" };
        if (user is not null)
            properties.UserId = user;
        if (reply)
            properties.ReplyTo = replyTo ?? _replyTo;
        await _channel.BasicPublishAsync("", Queues.Requests, mandatory: true, properties, Encoding.UTF8.GetBytes(body), Ct);
    }

    private async Task<JsonNode> Reply(string name)
    {
        QueueReplyLine? found = null;
        await Eventually.True(() =>
        {
            lock (_replies)
                return (found = _replies.Find(reply => reply.CorrelationId == name)) is not null;
        });
        return found!.Body;
    }

    private async Task<bool> Exists(string queue)
    {
        await using var channel = await _connection.CreateChannelAsync(cancellationToken: Ct);
        try
        {
            await channel.QueueDeclarePassiveAsync(queue, Ct);
            return true;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return false;
        }
    }
}
