using System.Text;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.EndToEnd.Tests.Support;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Atelier.EndToEnd.Tests;

/// <summary>JSON on a queue by a plain AMQP client: no envelope, no types, as a producer in any language sends it.</summary>
[Collection(OnTheLineOnServers.Name)]
public sealed class When_requests_come_as_plain_AMQP(ServerLine line) : IAsyncLifetime
{
    private const string Campaign = "over-the-queue";
    private readonly TaskCompletionSource<Reply>[] _replies = [new(), new(), new()];
    private IConnection _connection = null!;
    private IChannel _channel = null!;
    private string _replyTo = null!;

    public async ValueTask InitializeAsync()
    {
        await line.Client.PutCampaign(Campaign, new { });
        _connection = await new ConnectionFactory { Uri = line.Rabbit }.CreateConnectionAsync();
        _channel = await _connection.CreateChannelAsync();
        _replyTo = (await _channel.QueueDeclareAsync()).QueueName;
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, reply) =>
        {
            _replies[int.Parse(reply.BasicProperties.CorrelationId!)].TrySetResult(JsonSerializer.Deserialize<Reply>(reply.Body.Span, AtelierJson.Options)!);
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(_replyTo, autoAck: true, consumer);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    [Fact]
    public async Task bad_ones_are_rejected_with_reasons_and_the_good_one_among_them_is_delivered()
    {
        var good = Flaws.Request(Campaign, "good", null);
        await Send(0, good[..^20]);
        await Send(1, Flaws.Request(Campaign, "bad", "unknown format"));
        await Send(2, good);

        var delivered = await Answered(2);
        Assert.True(delivered.Accepted);
        Assert.Equal(DeliverablePhase.Delivered, (await line.Ended(delivered.Id!.Value)).Phase);

        var (malformed, flawed) = (await Answered(0), await Answered(1));
        Assert.Equal(("$", "stages[0].format"), (Assert.Single(malformed.Problems!).Field, Assert.Single(flawed.Problems!).Field));
        await Until.True(line, "both rejections in the ledger", async () => Rejections(await Fact.All(line.Http)).SetEquals([malformed.Problems![0], flawed.Problems![0]]));
    }

    private static HashSet<RequestProblem> Rejections(IEnumerable<Fact> facts) => [.. facts.Select(fact => fact.Event).OfType<RequestRejected>().Select(rejected => rejected.Problems.Single())];

    private async Task<Reply> Answered(int number) => await _replies[number].Task.WaitAsync(TimeSpan.FromMinutes(2));

    private async Task Send(int number, string body)
    {
        var properties = new BasicProperties
        {
            UserId = line.Rabbit.UserInfo.Split(':')[0], // who the broker knows the sender to be
            ReplyTo = _replyTo, CorrelationId = $"{number}", DeliveryMode = DeliveryModes.Persistent,
        };
        await _channel.BasicPublishAsync("", Queues.Requests, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    private sealed record Reply(bool Accepted, Guid? Id, IReadOnlyList<RequestProblem>? Problems);
}
