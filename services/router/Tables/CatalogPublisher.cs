using Atelier.Platform.Hosting;
using Atelier.Router.Policy;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Atelier.Router.Tables;

/// <summary>
/// At the start, before the first message, publishes the catalog's own table and lets it hold, unless a person has decided otherwise.
/// Once the bus is up, tells everyone what holds.
/// </summary>
internal sealed class CatalogPublisher(CatalogTable catalog, RoutingTables tables, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<CatalogPublisher> log) : BackgroundService
{
    /// <summary>The author, and the one who activates.</summary>
    public const string Author = "catalog";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var (row, _) = await tables.Publish(catalog.Text, Author, note: null, cancellationToken);
        if (await tables.Succeed(row.Hash, Author, cancellationToken) is { } other && other.By != Author)
            log.LogWarning("{File} is version {Number} of the routing table, but {By} has activated version {Active}, which stays. To use the file, activate {Number}", PolicyLoader.TableFile, row.Number, other.By, other.Number, row.Number);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.Started(stoppingToken);
        while (true)
        {
            try
            {
                await tables.AnnounceAgain(stoppingToken);
                return;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                log.LogWarning(error, "Which routing table holds could not be announced; trying again in {Pause}", Pause);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
    }
}
