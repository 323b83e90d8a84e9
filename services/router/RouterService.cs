using Atelier.Contracts;
using Atelier.Platform.Bus;
using Atelier.Platform.Catalog;
using Atelier.Platform.Stores;
using Atelier.Router.Consumers;
using Atelier.Router.Deadlines;
using Atelier.Router.Policy;
using Atelier.Router.Progress;
using Atelier.Router.Saga;
using Atelier.Router.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Router;

/// <summary>The router: decides what happens next to every deliverable.</summary>
public static class RouterService
{
    /// <summary>Its store, policy, saga and sweeper.</summary>
    public static void AddRouter(this WebApplicationBuilder builder)
    {
        builder.AddStore<RouterDb>("router");
        builder.Services.AddSingleton(services => PolicyLoader.Load(services.GetRequiredService<CatalogFolder>()));
        builder.Services.AddSingleton<SagaRunner>();
        builder.Services.AddSingleton<ProgressTeller>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ProgressTeller>());
        builder.Services.AddHostedService<DeadlineSweeper>();
    }

    /// <summary>The queue it hears.</summary>
    public static void Router(this BusPlan plan) => plan.Queue(Queues.Router, queue => queue.Consume<SagaConsumer>());

    /// <summary>The policy is loaded before the first request or message: a broken document stops the start.</summary>
    public static void MapRouter(this IEndpointRouteBuilder app) => app.ServiceProvider.GetRequiredService<RoutingPolicy>();
}
