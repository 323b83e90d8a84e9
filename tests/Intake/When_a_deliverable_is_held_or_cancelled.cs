using System.Net;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Intake.Tests.Support;

namespace Atelier.Intake.Tests;

public sealed class When_a_deliverable_is_held_or_cancelled(SharedIntake shared) : IClassFixture<SharedIntake>
{
    private readonly IntakeHost _host = shared.Host;

    [Fact]
    public async Task the_wish_is_passed_on_once_however_often_it_is_asked()
    {
        using var desk = await Asked("a");
        Assert.Equal(HttpStatusCode.Accepted, (await Wish(desk, "a", "hold")).StatusCode);
        var again = await Wish(desk, "a", "hold");
        Assert.Equal((HttpStatusCode.Accepted, $"/v1/deliverables/{desk.IdOf("a")}"), (again.StatusCode, again.Headers.Location!.OriginalString));
        await Wish(desk, "a", "release");
        await Wish(desk, "a", "hold");
        await Wish(desk, "a", "cancel");
        await Wish(desk, "a", "cancel");
        var commands = await _host.Commands.Wait(desk.Tenant, 4);
        Assert.Equal([1, 2, 3], commands.Select(Ordinal).Where(ordinal => ordinal > 0).Order());
        Assert.Single(commands.OfType<CancelDeliverable>());
        Assert.Equal(4, commands.Count);
    }

    [Fact]
    public async Task what_was_cancelled_does_not_come_back()
    {
        using var desk = await Asked("b");
        await Wish(desk, "b", "cancel");
        var refused = await Wish(desk, "b", "release");
        Assert.Equal((HttpStatusCode.Conflict, "urn:atelier:problem:over"), (refused.StatusCode, (await Body(refused))["type"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(DeliverablePhase.Delivered, "hold", HttpStatusCode.Conflict)]
    [InlineData(DeliverablePhase.Failed, "cancel", HttpStatusCode.Conflict)]
    [InlineData(DeliverablePhase.Cancelled, "hold", HttpStatusCode.Conflict)]
    [InlineData(DeliverablePhase.Cancelled, "cancel", HttpStatusCode.Accepted)]
    public async Task what_has_ended_stays_as_it_is(DeliverablePhase phase, string wish, HttpStatusCode answer)
    {
        using var desk = await Asked("c");
        await _host.Tell(new DeliverableProgressed
        {
            TenantId = desk.Tenant, DeliverableId = desk.IdOf("c"), OccurredAt = default, Version = 4,
            Status = new DeliverableStatus { Phase = phase, Stage = "still", Stages = [], CostMicros = 0, UnpricedCosts = 0, AsOf = default },
        });
        await Eventually.True(async () => (await desk.Get($"/v1/deliverables/{desk.IdOf("c")}"))["version"]!.GetValue<long>() == 4);
        Assert.Equal(answer, (await Wish(desk, "c", wish)).StatusCode);
        Assert.Empty(_host.Commands.Of(desk.Tenant));
    }

    [Fact]
    public async Task it_is_its_tenants_alone()
    {
        using var desk = await Asked("d");
        using var stranger = new Desk(_host.Address);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Client.PostAsync($"/v1/deliverables/{desk.IdOf("d")}/cancel", null)).StatusCode);
        Assert.Empty(_host.Commands.Of(desk.Tenant));
    }

    private async Task<Desk> Asked(string key)
    {
        var desk = new Desk(_host.Address);
        await desk.SetUpCampaign();
        (await desk.Post(Support.Requests.Image(key))).EnsureSuccessStatusCode();
        return desk;
    }

    private static Task<HttpResponseMessage> Wish(Desk desk, string key, string wish) => desk.Client.PostAsync($"/v1/deliverables/{desk.IdOf(key)}/{wish}", null);

    private static long Ordinal(IMessage command) => command switch { HoldDeliverable hold => hold.Ordinal, ReleaseDeliverable release => release.Ordinal, _ => 0 };

    private static async Task<JsonNode> Body(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
}
