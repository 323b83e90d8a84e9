using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Bus;
using Atelier.Platform.Catalog;
using Atelier.Platform.Stores;
using Atelier.Router.Budgets;
using Atelier.Router.Consumers;
using Atelier.Router.Deadlines;
using Atelier.Router.Dispatch;
using Atelier.Router.Health;
using Atelier.Router.Http;
using Atelier.Router.Policy;
using Atelier.Router.Progress;
using Atelier.Router.Reviews;
using Atelier.Router.Saga;
using Atelier.Router.Store;
using Atelier.Router.Tables;
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
        builder.Services.AddSingleton(services => PolicyLoader.LoadCapabilities(services.GetRequiredService<CatalogFolder>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(services => PolicyLoader.LoadTable(services.GetRequiredService<CatalogFolder>().File(PolicyLoader.TableFile), services.GetRequiredService<Capabilities>()));
        builder.Services.AddSingleton(services => CatalogLoader.Load<FormatBook>(services.GetRequiredService<CatalogFolder>().File("formats.yaml")).Value);
        builder.Services.AddSingleton(services => PolicyLoader.LoadPrices(services.GetRequiredService<CatalogFolder>()));
        builder.Services.AddSingleton(services => Pricing.Load(services.GetRequiredService<CatalogFolder>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<Policies>();
        builder.Services.AddSingleton<VersionReader>();
        builder.Services.AddSingleton<RoutingTables>();
        builder.Services.AddHostedService<CatalogPublisher>();
        builder.Services.AddSingleton<HealthReader>();
        builder.Services.AddSingleton<HealthCount>();
        builder.Services.AddSingleton<HealthKeeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HealthKeeper>());
        builder.Services.AddSingleton<BudgetDirectory>();
        builder.Services.AddSingleton<AccountBook>();
        builder.Services.AddSingleton<BudgetBell>();
        builder.Services.AddSingleton<BudgetSetting>();
        builder.Services.AddHostedService<BudgetWaker>();
        builder.Services.AddSingleton(services => TenantLoader.Load(services.GetRequiredService<CatalogFolder>()));
        builder.Services.AddSingleton<Admission>();
        builder.Services.AddSingleton<SlotLimits>();
        builder.Services.AddSingleton<DispatchStore>();
        builder.Services.AddHostedService<Dispatcher>();
        builder.Services.AddSingleton<SagaRunner>();
        builder.Services.AddSingleton<ReviewReader>();
        builder.Services.AddSingleton<ReviewDesk>();
        builder.Services.AddSingleton<SagaConsumer>();
        builder.Services.AddSingleton<ProgressTeller>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ProgressTeller>());
        builder.Services.AddHostedService<DeadlineSweeper>();
    }

    /// <summary>The queue it hears.</summary>
    public static void Router(this BusPlan plan) => plan.Queue(Queues.Router, queue => queue.ConsumeInBatches<SagaConsumer>());

    /// <summary>What operators do with routing tables, reviewers with outputs, and how budgets stand. The documents are loaded before the first request or message: a broken one stops the start.</summary>
    public static void MapRouter(this IEndpointRouteBuilder app)
    {
        app.ServiceProvider.GetRequiredService<CatalogTable>();
        app.ServiceProvider.GetRequiredService<FormatBook>();
        app.ServiceProvider.GetRequiredService<TenantBook>();
        var routing = app.MapGroup("/v1/routing");
        routing.MapVersions();
        routing.MapActive();
        routing.MapInsight();
        routing.MapHealth();
        app.MapReviews();
        app.MapBudgets();
        app.MapUnsettled();
        routing.MapWaiting();
    }
}
