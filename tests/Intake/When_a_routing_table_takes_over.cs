using System.Net;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Intake.Tests.Support;
using Atelier.TestKit;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Intake.Tests;

/// <summary>Intake hears of it, keeps it, and tells its other processes.</summary>
public sealed class When_a_routing_table_takes_over : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task requests_are_checked_against_it_at_every_process_and_after_a_restart(bool onPostgres)
    {
        (string, string?)[] settings = onPostgres ? [("Atelier:Postgres", await RealServers.NewPostgresDatabase())] : [];
        await using (var host = await IntakeHost.Start(_folder, settings))
        await using (var other = await IntakeHost.Start(_folder, settings))
        {
            using var desk = new Desk(host.Address);
            using var otherDesk = new Desk(other.Address, desk.Tenant);
            await desk.SetUpCampaign();
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await Poster(desk));
            var said = Said();
            await host.Services.GetRequiredService<IBus>().Publish(said);
            await host.Services.GetRequiredService<IBus>().Publish(said); // a duplicate changes nothing
            await Eventually.True(async () => await Poster(desk) == HttpStatusCode.Accepted);
            await Eventually.True(async () => await Poster(otherDesk) == HttpStatusCode.Accepted);
        }
        await using var restarted = await IntakeHost.Start(_folder, settings);
        using var later = new Desk(restarted.Address);
        await later.SetUpCampaign();
        Assert.Equal(HttpStatusCode.Accepted, await Poster(later));
    }

    private static async Task<HttpStatusCode> Poster(Desk desk)
    {
        using var answer = await desk.Post(Support.Requests.Image().With("stages[0].category", "\"poster\""));
        return answer.StatusCode;
    }

    private static RoutingActivated Said()
    {
        var now = TimeProvider.System.GetUtcNow();
        var table = SmallCatalog.Loaded.Routing;
        return new RoutingActivated
        {
            TenantId = "", DeliverableId = Guid.Empty, OccurredAt = now,
            Activation = new RoutingActivation { Hash = "h", Number = 2, Order = 2, EffectiveAt = now, At = now, By = "test" },
            Table = table with { Categories = table.Categories.Append(new("poster", new CategoryRoute { Tier = "stills" })).ToDictionary() },
        };
    }
}
