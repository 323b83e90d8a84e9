using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace Atelier.Platform.Hosting;

/// <summary>Closed by default: without an address a process listens on a free loopback port.</summary>
internal static class LoopbackByDefault
{
    public static void BindToLoopbackByDefault(this IWebHostBuilder host, IConfiguration configuration)
    {
        if (configuration["urls"] is null && configuration["http_ports"] is null && !configuration.GetSection("Kestrel:Endpoints").Exists())
            host.UseUrls("http://127.0.0.1:0");
    }
}
