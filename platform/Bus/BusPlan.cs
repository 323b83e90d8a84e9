using Atelier.Contracts;
using MassTransit;

namespace Atelier.Platform.Bus;

/// <summary>Which consumers hear which queue, whatever the transport.</summary>
public sealed class BusPlan
{
    private readonly Dictionary<string, QueuePlan> _queues = [];

    /// <summary>The queues, in the order they were planned.</summary>
    public IReadOnlyCollection<QueuePlan> Queues => _queues.Values;

    /// <summary>Plans a queue; planning it again adds to it.</summary>
    public BusPlan Queue(string name, Action<QueuePlan> plan)
    {
        if (!_queues.TryGetValue(name, out var queue))
            _queues[name] = queue = new QueuePlan(name);
        plan(queue);
        return this;
    }

    /// <summary>How many consumers of this process hear an event, or a command sent to a queue.</summary>
    internal int Listeners(Type message, string? queue) => _queues.Values
        .Where(plan => queue is null ? !plan.CommandsOnly : plan.Name == queue)
        .Sum(plan => plan.Consumers.Count(consumer => consumer.IsAssignableTo(typeof(IConsumer<>).MakeGenericType(message))));
}

/// <summary>One queue.</summary>
public sealed class QueuePlan
{
    private readonly List<Type> _consumers = [];

    internal QueuePlan(string name) => Name = name;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Messages in hand at once, per process: many, so that they are committed as groups; 1 to 1,000.</summary>
    public int Concurrency { get; set; } = 128;

    /// <summary>Set for a queue that commands are sent to and that hears no events.</summary>
    public bool CommandsOnly { get; set; }

    /// <summary>Who reads it in batches, where there is a broker; null: nobody, each message is consumed alone.</summary>
    public Type? BatchConsumer { get; private set; }

    /// <summary>The consumer types.</summary>
    public IReadOnlyList<Type> Consumers => _consumers;

    /// <summary>Adds a consumer.</summary>
    public void Consume<TConsumer>() where TConsumer : class, IConsumer => _consumers.Add(typeof(TConsumer));

    /// <summary>Has it read in batches of at most <see cref="Concurrency"/>; nobody else may consume it then.</summary>
    public void ConsumeInBatches<TConsumer>() where TConsumer : class, IBatchConsumer
    {
        BatchConsumer = typeof(TConsumer);
        _consumers.AddRange(TConsumer.Hears.Select(message => typeof(BatchOfOne<,>).MakeGenericType(typeof(TConsumer), message)));
    }

    internal IEnumerable<Type> Messages => _consumers
        .SelectMany(consumer => consumer.GetInterfaces())
        .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IConsumer<>))
        .Select(contract => contract.GetGenericArguments()[0])
        .Where(message => message.IsAssignableTo(typeof(IMessage)))
        .Distinct();
}
