using Atelier.Simulator.Control;
using Atelier.Simulator.Fleets;
using Atelier.Simulator.Vendors;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Atelier.Simulator;

/// <summary>The simulated vendors as an ordinary web application: start it alone, in a host, or in a test.</summary>
public static class SimulatorServer
{
    private const long LongestBody = 48 * 1024 * 1024;

    // A drawn latency may be a minute; a host that stops does not wait for it.
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(2);

    /// <summary>Builds it, not yet started. Takes nothing from its host's configuration or environment.</summary>
    public static WebApplication Build(SimulatorOptions options, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(options.Checked().Url).ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LongestBody);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestGoodbye);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton(options.FleetFile is { } file ? Fleet.Read(file) : Fleet.Default);
        builder.Services.AddSingleton(s => new Renderer(s.GetRequiredService<Fleet>(), options.DefectScale));
        builder.Services.AddSingleton<SubmissionLog>();
        builder.Services.AddSingleton<Truths>();
        builder.Services.AddSingleton<Moods>();
        builder.Services.AddSingleton<WireFaults>();
        builder.Services.AddSingleton<Studio>();
        builder.Services.AddSingleton<Jobs>();
        builder.Services.AddSingleton<FrontDesk>();

        var app = builder.Build();
        if (options.Tiny) TinyImages.Map(app);
        else OpenAiStyle.Map(app);
        FalStyle.Map(app);
        ReplicateStyle.Map(app);
        Files.Map(app);
        BenchEndpoints.Map(app);
        ControlEndpoints.Map(app);
        return app;
    }

    /// <summary>Where a started application listens, without a trailing slash.</summary>
    public static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().TrimEnd('/');

    /// <summary>What is wrong with an output this process made, by the SHA-256 (hex) of its bytes; null when it made no such output.</summary>
    public static Defect? TruthOf(WebApplication app, string sha256) => app.Services.GetRequiredService<Truths>().Of(sha256);
}
