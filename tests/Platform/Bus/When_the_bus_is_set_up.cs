using Atelier.Platform.Bus;
using Atelier.Platform.Hosting;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Atelier.Platform.Tests.Bus;

public sealed class When_the_bus_is_set_up
{
    [Fact]
    public void nothing_of_its_use_is_reported_to_the_makers_of_the_transport()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddAtelierDefaults("quiet");
        builder.AddAtelierBus(_ => { });
        Assert.False(builder.Build().Services.GetRequiredService<IOptions<UsageTelemetryOptions>>().Value.Enabled);
    }
}
