using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Atelier.Platform.Media;

/// <summary>Puts the media tools into a service.</summary>
public static class MediaToolServices
{
    /// <summary>Adds <see cref="Ffmpeg"/> and <see cref="Ffprobe"/> under <see cref="MediaToolOptions"/>; adding them twice is adding them once.</summary>
    public static IServiceCollection AddMediaTools(this IServiceCollection services)
    {
        services.AddOptions<MediaToolOptions>().BindConfiguration(MediaToolOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ToolRunner>();
        services.TryAddSingleton<Ffmpeg>();
        services.TryAddSingleton<Ffprobe>();
        return services;
    }
}
