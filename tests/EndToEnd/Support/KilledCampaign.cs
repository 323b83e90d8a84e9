using Atelier.Cli.Client;
using Atelier.Contracts;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>A campaign whose deliverables are asked for in waves, so that there is work in hand at every kill.</summary>
internal sealed class KilledCampaign(TestLine line, string name)
{
    private readonly List<Guid> _accepted = [];
    private int _sent;

    /// <summary>Every deliverable that was answered with 202.</summary>
    public IReadOnlyList<Guid> Accepted => _accepted;

    /// <summary>Three small images, one a vendor, and a clip or a still that is set in motion.</summary>
    public object[] NextWave()
    {
        var wave = _sent++;
        return
        [
            wave % 2 == 0 ? Ask.Clip(name, Key(wave, "clip"), $"Waves on pier {wave}") : Ask.StillInMotion(name, Key(wave, "loop"), $"Hat {wave} on a stand"),
            Ask.Image(name, Key(wave, "print"), $"A poster of ship {wave}", TestCatalog.PrintStill),
            Ask.Image(name, Key(wave, "hero"), $"Lighthouse {wave} at dusk", "hero-still"),
            Ask.Image(name, Key(wave, "page"), $"Tote bag {wave} and a red hat"),
        ];
    }

    /// <summary>Sets the campaign up.</summary>
    public Task SetUp() => line.Client.PutCampaign(name, new { ValueOfHourUsd = 1.5 });

    /// <summary>Asks for deliverables at once; each is asked for again until it is answered.</summary>
    public async Task<IReadOnlyList<Guid>> Send(IEnumerable<object> requests)
    {
        var ids = await Task.WhenAll(requests.Select(request => line.Client.Submit("a deliverable", request)));
        _accepted.AddRange(ids);
        return ids;
    }

    /// <summary>Waits until a deliverable of a wave is where a service has work in hand.</summary>
    public Task Until(IReadOnlyList<Guid> wave, string what, Func<DeliverableView, bool> reached) => Support.Until.True(line, what, async () =>
    {
        var views = new List<DeliverableView>();
        foreach (var id in wave)
            views.Add(await line.Client.Deliverable(id));
        Assert.False(views.All(view => view.Ended), $"The wave was over before {what}: nothing would be proven.");
        return views.Any(reached);
    });

    /// <summary>A vendor is at work for it, and its process alone knows.</summary>
    public bool AtAVendor(DeliverableView view) =>
        view is { Phase: DeliverablePhase.Generating, Attempt: { Outcome: AttemptOutcome.Running } attempt } && Submission.All(line).Any(call => call.Taken && call.Attempt == attempt.AttemptId);

    private string Key(int wave, string what) => $"{name}-{wave}-{what}";
}
