using Atelier.Cli.Client;
using Atelier.Contracts;
using Atelier.EndToEnd.Tests.Support;

namespace Atelier.EndToEnd.Tests;

/// <summary>SIGKILL for <c>atelier up</c>, vendors and all, at several moments of a campaign; its bus is in memory and forgets.</summary>
public sealed class When_the_whole_line_is_killed_midway(ProcessLine line) : IClassFixture<ProcessLine>
{
    [Fact]
    public async Task every_deliverable_ends_once_and_every_vendor_call_is_accounted_for()
    {
        var campaign = new KilledCampaign(line, "killed-as-a-whole");
        await campaign.SetUp();

        await KillWhile("a request that was just accepted", _ => true);
        await KillWhile("a vendor at work", campaign.AtAVendor);
        await KillWhile("the gate or the refiner at work", view => view.Phase is DeliverablePhase.Inspecting or DeliverablePhase.Refining);
        await KillWhile("a first delivery", view => view.Phase is DeliverablePhase.Delivered);

        await line.BooksBalance(campaign.Accepted);

        async Task KillWhile(string moment, Func<DeliverableView, bool> reached)
        {
            var wave = await campaign.Send(campaign.NextWave());
            await campaign.Until(wave, moment, reached);
            await line.Kill();
            await line.Restart();
        }
    }
}
