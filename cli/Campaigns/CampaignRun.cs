using System.Runtime.CompilerServices;
using Atelier.Cli.Client;

namespace Atelier.Cli.Campaigns;

/// <summary>One sending of a campaign file: what was asked for, and how it stands.</summary>
public sealed class CampaignRun
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private readonly AtelierClient _client;

    private CampaignRun(AtelierClient client, IReadOnlyList<Ordered> orders) => (_client, Orders) = (client, orders);

    /// <summary>What was asked for.</summary>
    public IReadOnlyList<Ordered> Orders { get; }

    /// <summary>Sends a file. A run's name makes its keys: the same run again asks for nothing twice.</summary>
    /// <exception cref="RefusedException">What the line refuses; what was asked before stays asked.</exception>
    public static async Task<CampaignRun> Send(AtelierClient client, CampaignFile file, string run, CancellationToken ct)
    {
        var orders = new List<Ordered>();
        foreach (var (name, campaign) in file.Campaigns)
        {
            await client.PutCampaign(name, Requests.Terms(campaign), ct);
            foreach (var wanted in campaign.Deliverables)
                orders.Add(new Ordered(name, wanted, await client.Submit($"{name}/{wanted.Key}", Requests.Deliverable(run, name, wanted), ct)));
        }
        return new CampaignRun(client, orders);
    }

    /// <summary>Looks until everything has ended; each look has everything in it.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Ordered>> Follow([EnumeratorCancellation] CancellationToken ct)
    {
        while (true)
        {
            foreach (var order in Orders.Where(order => order.View is not { Ended: true }))
                order.View = await _client.Deliverable(order.Id, ct);
            yield return Orders;
            if (Orders.All(order => order.View is { Ended: true }))
                yield break;
            await Task.Delay(Look, ct);
        }
    }
}

/// <summary>A deliverable that was asked for.</summary>
public sealed class Ordered(string campaign, WantedDeliverable wanted, Guid id)
{
    /// <summary>The campaign's name.</summary>
    public string Campaign { get; } = campaign;

    /// <summary>What was asked for.</summary>
    public WantedDeliverable Wanted { get; } = wanted;

    /// <summary>The line's id for it.</summary>
    public Guid Id { get; } = id;

    /// <summary>How it stood at the last look.</summary>
    public DeliverableView? View { get; internal set; }
}
