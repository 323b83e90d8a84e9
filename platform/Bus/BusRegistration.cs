using Atelier.Contracts;
using Atelier.Platform.Hosting;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Atelier.Platform.Bus;

/// <summary>Adds the bus to a host: RabbitMQ where one is configured, in memory otherwise.</summary>
public static class BusRegistration
{
    /// <summary>Call it last, after every service's own registrations: stores are migrated before the first message comes.</summary>
    public static void AddAtelierBus(this WebApplicationBuilder builder, Action<BusPlan> configure)
    {
        var options = AtelierOptions.From(builder.Configuration);
        var plan = new BusPlan();
        configure(plan);
        var tracker = new DeliveryTracker(plan, inMemory: options.Rabbit is null);
        builder.Services.AddSingleton(plan);
        builder.Services.AddSingleton(tracker);
        builder.Services.AddSingleton<MessageGate>();
        builder.Services.AddReceiveObserver(_ => tracker);
        builder.Services.Configure<MassTransitHostOptions>(host =>
        {
            host.WaitUntilStarted = true; // what is published before the bindings exist is lost without a trace
            host.StopTimeout = TimeSpan.FromSeconds(20);
        });
        if (options.Rabbit is not null)
        {
            builder.Services.AddSingleton<RabbitPublisher>();
            builder.Services.AddHostedService<EventTopology>();
            foreach (var queue in plan.Queues.Where(queue => queue.BatchConsumer is not null))
                builder.Services.AddBatchReader(queue);
        }
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry(); // on by default: it would report queues and consumers to its makers
            var queues = plan.Queues.Where(queue => options.Rabbit is null || queue.BatchConsumer is null).ToList();
            foreach (var consumer in queues.SelectMany(queue => queue.Consumers).Distinct())
                bus.AddConsumer(consumer);
            if (options.Rabbit is { } rabbit)
                bus.UsingRabbitMq((context, transport) => OnRabbit(context, transport, queues, rabbit));
            else
                bus.UsingInMemory((context, transport) => InMemory(context, transport, queues));
        });
    }

    private static void AddBatchReader(this IServiceCollection services, QueuePlan queue)
    {
        services.AddKeyedSingleton(queue.Name, (provider, _) => ActivatorUtilities.CreateInstance<BatchReader>(provider, queue, provider.GetRequiredService(queue.BatchConsumer!)));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<BatchReader>(queue.Name));
        services.AddHealthChecks().Add(new HealthCheckRegistration($"queue {queue.Name}", provider => provider.GetRequiredKeyedService<BatchReader>(queue.Name), null, null));
    }

    private static void OnRabbit(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator transport, List<QueuePlan> queues, Uri rabbit)
    {
        transport.Host(rabbit, host => host.PublisherConfirmation = true);
        Common(transport);
        foreach (var queue in queues)
        {
            transport.ReceiveEndpoint(queue.Name, endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.PrefetchCount = (ushort)queue.Concurrency;
                Common(context, endpoint, queue);
            });
        }
    }

    private static void InMemory(IBusRegistrationContext context, IInMemoryBusFactoryConfigurator transport, List<QueuePlan> queues)
    {
        Common(transport);
        foreach (var queue in queues)
            transport.ReceiveEndpoint(queue.Name, endpoint => Common(context, endpoint, queue));
    }

    private static void Common(IBusFactoryConfigurator transport)
    {
        transport.ConfigureJsonSerializerOptions(AtelierJson.Configure);
        transport.Publish<IMessage>(topology => topology.Exclude = true);
        transport.Publish<IEvent>(topology => topology.Exclude = true);
        transport.Publish<ICommand>(topology => topology.Exclude = true);
    }

    private static void Common(IBusRegistrationContext context, IReceiveEndpointConfigurator endpoint, QueuePlan queue)
    {
        endpoint.ConcurrentMessageLimit = queue.Concurrency;
        endpoint.ConfigureConsumeTopology = !queue.CommandsOnly;
        // What a consumer throws is either passing (a store or disk that is away for seconds) or a bug: some patience, then the error queue.
        endpoint.UseMessageRetry(retry => retry.Exponential(5, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(200)));
        foreach (var consumer in queue.Consumers)
            endpoint.ConfigureConsumer(context, consumer);
    }
}
