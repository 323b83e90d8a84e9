using Atelier.Platform.Hosting;

namespace Atelier.Intake.Amqp;

/// <summary>Adds the queue as a second way in, where there is a broker.</summary>
internal static class RequestQueue
{
    public static void AddRequestQueue(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(RequestQueueOptions.From(builder.Configuration));
        builder.Services.AddSingleton<QueuedRequests>();
        if (AtelierOptions.From(builder.Configuration).Rabbit is not null)
            builder.Services.AddHostedService<RequestListener>();
    }
}
