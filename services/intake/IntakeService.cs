using Atelier.Contracts;
using Atelier.Intake.Acceptance;
using Atelier.Intake.Amqp;
using Atelier.Intake.Assets;
using Atelier.Intake.Batches;
using Atelier.Intake.Campaigns;
using Atelier.Intake.Catalog;
using Atelier.Intake.Control;
using Atelier.Intake.Delivered;
using Atelier.Intake.References;
using Atelier.Intake.Routing;
using Atelier.Intake.Status;
using Atelier.Intake.Store;
using Atelier.Intake.Templates;
using Atelier.Intake.Validation;
using Atelier.Platform.Bus;
using Atelier.Platform.Catalog;
using Atelier.Platform.Media;
using Atelier.Platform.Stores;

namespace Atelier.Intake;

/// <summary>The front desk: takes requests in, and tells requesters what became of them.</summary>
public static class IntakeService
{
    public static WebApplicationBuilder AddIntake(this WebApplicationBuilder builder)
    {
        builder.AddStore<IntakeDb>("intake");
        builder.Services.AddOpenApi();
        builder.Services.AddMediaTools();
        builder.Services.AddSingleton(ReferenceOptions.From(builder.Configuration));
        builder.Services.AddSingleton(services => IntakeCatalog.Load(services.GetRequiredService<CatalogFolder>()));
        builder.Services.AddSingleton<ActiveRouting>();
        builder.Services.AddHostedService<RoutingReader>();
        builder.Services.AddSingleton<RequestValidator>();
        builder.Services.AddSingleton<ReferenceHttp>();
        builder.Services.AddSingleton<ReferenceImage>();
        builder.Services.AddSingleton<ReferenceGatherer>();
        builder.Services.AddSingleton<RequestAcceptance>();
        builder.Services.AddSingleton<DeliverableReader>();
        builder.Services.AddSingleton<KeepSnapshot>();
        builder.Services.AddSingleton<KeepRouting>();
        builder.Services.AddSingleton<IntakeConsumer>();
        builder.Services.AddSingleton<DeliverableControl>();
        builder.Services.AddSingleton<AskAgain>();
        builder.Services.AddSingleton<Promotion>();
        builder.Services.AddSingleton<TemplateLibrary>();
        builder.Services.AddSingleton<TemplatePublishing>();
        builder.Services.AddSingleton<TemplateReader>();
        builder.AddBatches();
        builder.AddRequestQueue();
        return builder;
    }

    public static void Intake(this BusPlan plan) => plan.Queue(Queues.Intake, queue => queue.ConsumeInBatches<IntakeConsumer>());

    public static void MapIntake(this IEndpointRouteBuilder app)
    {
        _ = app.ServiceProvider.GetRequiredService<IntakeCatalog>(); // a bad document stops the start, not the first request
        app.MapOpenApi(); // at /openapi/v1.json
        var v1 = app.MapGroup("/v1").AddEndpointFilter<RouteGroupBuilder, StorageFull>();
        v1.MapAcceptance();
        v1.MapStatus();
        v1.MapControl();
        v1.MapDelivered();
        v1.MapCampaigns();
        v1.MapTemplates();
        v1.MapBatches();
        v1.MapAssets();
        v1.MapFormats();
    }
}
