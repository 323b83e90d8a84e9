using Atelier.Contracts;
using Atelier.Platform.Bus;
using Atelier.Platform.Catalog;
using Atelier.Platform.Media;
using Atelier.Platform.Stores;
using Atelier.Refiner.Comparison;
using Atelier.Refiner.Inspection;
using Atelier.Refiner.Media;
using Atelier.Refiner.Refinement;
using Atelier.Refiner.Store;

namespace Atelier.Refiner;

/// <summary>The refiner: judges outputs by their pixels and makes the files that are delivered.</summary>
public static class RefinerService
{
    public static WebApplicationBuilder AddRefiner(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddStore<RefinerDb>("refiner");
        services.AddSingleton<Jobs>();
        services.AddOptions<RefinerOptions>().BindConfiguration(RefinerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (IsReduced(builder.Configuration)) services.AddReducedMedia();
        else services.AddRealMedia();
        return builder;
    }

    /// <summary>
    /// Few commands in hand at once, so that other pods get theirs; one a core would leave a core idle while its command waits for the
    /// store, and tool processes are bounded by cores themselves.
    /// </summary>
    public static void Refiner(this BusPlan plan, IConfiguration? configuration = null)
    {
        var concurrency = configuration is not null && IsReduced(configuration) ? 128 : 2 * Environment.ProcessorCount;
        plan.Queue(Queues.Inspect, queue =>
        {
            queue.CommandsOnly = true;
            queue.Concurrency = concurrency;
            queue.Consume<InspectAttemptConsumer>();
            queue.Consume<CompareOutputsConsumer>();
        });
        plan.Queue(Queues.Refine, queue =>
        {
            queue.CommandsOnly = true;
            queue.Concurrency = concurrency;
            queue.Consume<RefineAssetConsumer>();
        });
    }

    /// <summary>The refiner answers commands alone: it has no endpoints of its own.</summary>
    public static void MapRefiner(this IEndpointRouteBuilder app) => ArgumentNullException.ThrowIfNull(app);

    private static bool IsReduced(IConfiguration configuration) =>
        configuration.GetSection(RefinerOptions.Section).GetValue(nameof(RefinerOptions.Media), MediaWork.Ffmpeg) == MediaWork.None;

    private static void AddRealMedia(this IServiceCollection services)
    {
        services.AddMediaTools();
        services.AddSingleton(it => QualityGate.Open(it.GetRequiredService<CatalogFolder>(), it.GetRequiredService<Ffmpeg>(), it.GetRequiredService<Ffprobe>()));
        services.AddSingleton(it => Recipes.Load(it.GetRequiredService<CatalogFolder>().File("recipes.yaml")));
        services.AddSingleton(it => WorkPrices.Load(it.GetRequiredService<CatalogFolder>().File("prices.yaml")));
        services.AddSingleton<ClipReader>();
        services.AddSingleton<FileCheck>();
        services.AddSingleton<Scratch>();
        services.AddSingleton<SpecimenReader>();
        services.AddSingleton<IInspector, MediaInspector>();
        services.AddSingleton<IOutputComparer, OutputComparer>();
        services.AddSingleton<IRefinery, MediaRefinery>();
        services.AddHostedService<MediaReadiness>();
    }

    private static void AddReducedMedia(this IServiceCollection services)
    {
        services.AddSingleton<IInspector, AcceptingInspector>();
        services.AddSingleton<IOutputComparer, BlindComparer>();
        services.AddSingleton<IRefinery, PassThroughRefinery>();
        services.AddHostedService<ReducedMediaWarning>();
    }
}
