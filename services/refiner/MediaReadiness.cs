using Atelier.Platform.Media;
using Atelier.Refiner.Inspection;
using Atelier.Refiner.Refinement;

namespace Atelier.Refiner;

/// <summary>At start: the catalog's documents are read and the tools asked for their version, so that what is missing is told before the first command.</summary>
internal sealed class MediaReadiness(IServiceProvider services, Ffmpeg ffmpeg, ILogger<MediaReadiness> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<IInspector>();
        services.GetRequiredService<IRefinery>();
        log.LogInformation("Media work by {Tool}", await ffmpeg.Version(cancellationToken));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>At start of the reduced mode.</summary>
internal sealed class ReducedMediaWarning(ILogger<ReducedMediaWarning> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        log.LogWarning("Refiner:Media is none: every output is accepted unseen and delivered unrefined. For measuring the line only");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
