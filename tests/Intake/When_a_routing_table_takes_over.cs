using System.Net;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Intake.Routing;
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

    /// <summary>Told of in any order, also long after.</summary>
    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 0)]
    public void one_that_is_called_off_takes_nothing_over(params int[] order)
    {
        var holds = Said() with { Table = SmallCatalog.Loaded.Routing with { Name = "holds" } };
        var planned = holds with { Activation = holds.Activation with { Hash = "i", Order = 3, EffectiveAt = holds.Activation.At.AddMilliseconds(1) }, Table = holds.Table with { Name = "planned" } };
        RoutingActivated[] news = [holds, planned, planned with { Activation = planned.Activation with { Order = 4, Withdrawn = true } }];
        var routing = new ActiveRouting(SmallCatalog.Loaded, new Later(holds.OccurredAt.AddDays(1)));
        foreach (var one in order)
            routing.Learn(news[one].Activation, news[one].Table);
        Assert.Equal("holds", routing.Now().Name);
    }

    private sealed class Later(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
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
