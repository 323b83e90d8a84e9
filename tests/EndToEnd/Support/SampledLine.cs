using Atelier.Cli.Client;
using Atelier.Contracts;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>
/// A line that is given one request of each kind as soon as it is up; each test then looks at what became of one of them. A prompt with
/// <c>[[sim:none]]</c> has a good day at its vendors; other words there force what goes wrong.
/// </summary>
public abstract class SampledLine : TestLine
{
    internal const string Campaign = "sample";
    internal const long SeedLock = 20270320;

    private readonly Dictionary<string, Guid> _samples = [];

    /// <inheritdoc/>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Client.PutCampaign(Campaign, new { SeedLock, ValueOfHourUsd = 12 });
        await Send("image", key => Ask.Image(Campaign, key, "A lighthouse at dusk [[sim:none]]", "hero-still", Grade.Delivery));
        await Send("clip", key => Ask.Clip(Campaign, key, "Waves on a pier [[sim:none]]"));
        await Send("still-in-motion", key => Ask.StillInMotion(Campaign, key, "A rain hat on a stand [[sim:none]]"));
        await Send("draft", key => Ask.Image(Campaign, key, "An open book [[sim:none]]", "social-still", format: "portrait"));
        await Send("locked", key => Ask.Image(Campaign, key, "A picnic blanket [[sim:none]]", seed: SeedMode.Locked));
        await Send("at-once", key => Ask.Image(Campaign, key, "A poster of a ship [[sim:none]]", TestCatalog.PrintStill));
        await Send("always-blurred", key => Ask.Image(Campaign, key, "A harbour in the fog [[sim:blurred]]", "social-still"));
        await Send("blurred-once", key => Ask.Image(Campaign, key, "A harbour at noon [[sim:blurred:1]]"));
        await Send("refused", key => Ask.Image(Campaign, key, "A well-known face [[sim:refusal]]", "social-still"));
        await Send("throttled", key => Ask.Image(Campaign, key, "A busy market [[sim:rateLimited:2]]"));
        await Send("truncated", key => Ask.Image(Campaign, key, "A long bridge [[sim:truncatedOutput]]"));
    }

    /// <summary>A sample's id.</summary>
    internal Guid IdOf(string sample) => _samples[sample];

    /// <summary>Every sample's id.</summary>
    internal IReadOnlyCollection<Guid> Samples => _samples.Values;

    /// <summary>A sample once it has ended.</summary>
    internal Task<DeliverableView> Ended(string sample) => this.Ended(_samples[sample]);

    private async Task Send(string sample, Func<string, object> ask) => _samples[sample] = await Client.Submit(sample, ask(sample));
}
