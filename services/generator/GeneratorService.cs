using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Hooks;
using Atelier.Generator.Listing;
using Atelier.Generator.Pricing;
using Atelier.Generator.Running;
using Atelier.Generator.Submissions;
using Atelier.Generator.Vendors;
using Atelier.Platform.Bus;
using Atelier.Platform.Catalog;
using Atelier.Platform.Media;
using Atelier.Platform.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Atelier.Generator;

/// <summary>The generator: runs attempts at vendors, through vendor documents.</summary>
public static class GeneratorService
{
    /// <summary>The store, the vendors, and whoever keeps attempts in hand. A document that is not right stops the start.</summary>
    public static void AddGenerator(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddStore<GeneratorDb>(GeneratorDb.Name);
        services.AddSingleton(GeneratorOptions.From(builder.Configuration));
        services.AddSingleton(new Owner(Guid.NewGuid(), $"{Environment.MachineName}:{Environment.ProcessId}"));
        services.AddSingleton(provider => VendorCatalog.Load(
            provider.GetRequiredService<CatalogFolder>(), provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<ILogger<VendorCatalog>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => Prices.Load(provider.GetRequiredService<CatalogFolder>()));
        services.AddSingleton<AttemptPricing>();
        services.AddSingleton<AttemptStore>();
        services.AddMediaTools();
        services.AddSingleton<ReferenceFitter>();
        services.AddSingleton<Uploading>();
        services.AddSingleton<Submission>();
        services.AddSingleton<Following>();
        services.AddSingleton<SubmissionDesk>();
        services.AddSingleton<OutputKeeper>();
        services.AddSingleton<RunTools>();
        services.AddSingleton<InHand>();
        services.AddHostedService<Caretaker>();
    }

    /// <summary>What it answers over HTTP: to operators, and to vendors that call.</summary>
    public static void MapGenerator(this IEndpointRouteBuilder app)
    {
        app.MapVendors();
        app.MapHooks();
        app.MapSubmissions();
    }

    /// <summary>One queue for each tier of the routing table, and one for what is called off.</summary>
    public static void Generator(this BusPlan plan, CatalogFolder catalog)
    {
        plan.Queue(Queues.Cancel, queue =>
        {
            queue.CommandsOnly = true;
            queue.Consume<CancelAttemptConsumer>();
        });
        foreach (var tier in CatalogLoader.Load<TierNames>(catalog.File("routing.yaml"), ignoreUnknown: true).Value.Tiers.Keys)
        {
            plan.Queue(Queues.Generate(tier), queue =>
            {
                queue.CommandsOnly = true;
                queue.Consume<GenerateAttemptConsumer>();
            });
        }
    }

    private sealed record TierNames
    {
        public required IReadOnlyDictionary<string, JsonNode> Tiers { get; init; }
    }
}
