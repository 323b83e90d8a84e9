using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Atelier.Platform.Stores;

/// <summary>Brings a store up to date before anything else of the service starts.</summary>
internal sealed class StoreMigrator<TDb>(IDbContextFactory<TDb> factory) : IHostedService where TDb : ServiceDb
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
