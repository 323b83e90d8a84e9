using Atelier.Platform.Catalog;

namespace Atelier.Intake.Batches;

/// <summary>Adds batches to the front desk.</summary>
internal static class BatchServices
{
    public static void AddBatches(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(BatchOptions.From(builder.Configuration));
        builder.Services.AddSingleton<BatchValidation>();
        builder.Services.AddSingleton<BatchAcceptance>();
        builder.Services.AddSingleton(services => PriceDocuments.Load(services.GetRequiredService<CatalogFolder>()));
        builder.Services.AddSingleton<BatchPricing>();
        builder.Services.AddSingleton<BatchReader>();
        builder.Services.AddSingleton<BatchReports>();
        builder.Services.AddSingleton<BatchWishes>();
        builder.Services.AddSingleton<BatchFeeder>();
        builder.Services.AddHostedService(services => services.GetRequiredService<BatchFeeder>());
    }
}
