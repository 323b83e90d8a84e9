using Atelier.Contracts;

namespace Atelier.Ledger.Tests;

/// <summary>A life of a deliverable drawn from a seed, and disorder to tell it in.</summary>
internal static class RandomStory
{
    private static readonly string[] Tiers = ["cinematic", "speed", "budget"];

    public static Story Draw(int seed, string tenant = "acme")
    {
        var dice = new Random(seed);
        var stages = dice.Next(1, 3);
        var story = new Story
        {
            Tenant = tenant, Key = $"k{seed}", Campaign = $"c{dice.Next(2)}", ValueOfHourMicros = dice.Next(3) * 1_234_567L, Categories = [.. Enumerable.Repeat("hero", stages)],
        }.Requested();
        for (var stage = 0; stage < stages; stage++)
            for (var left = dice.Next(1, 5); left > 0; left--)
                Attempt(story, dice, stage);
        if (dice.Next(3) == 0)
            story.Aside();
        return dice.Next(4) switch
        {
            0 => story.Delivered(After(dice)),
            1 => story.GaveUp(After(dice)),
            2 => story.Cancelled(After(dice)),
            _ => story,
        };
    }

    /// <summary>The same facts in another order, some of them more than once.</summary>
    public static IReadOnlyList<Told> Disorder(IEnumerable<Told> facts, int seed)
    {
        var dice = new Random(seed);
        Told[] told = [.. facts.SelectMany(fact => Enumerable.Repeat(fact, dice.Next(1, 4)))];
        dice.Shuffle(told);
        return told;
    }

    private static void Attempt(Story story, Random dice, int stage)
    {
        var tier = Tiers[dice.Next(Tiers.Length)];
        if (dice.Next(4) == 0)
        {
            var (price, fate) = (Price(dice), dice.Next(4));
            _ = fate == 0 ? story.Failed(Cost.Nothing, tier, stage, FailureKind.Cancelled) : story.Failed(price, tier, stage);
            if (fate > 0 && price.Micros is null && dice.Next(2) == 0)
                story.Settled(dice.Next(3) == 0 ? null : dice.Next(1_000_000), stage);
            return;
        }
        story.Completed(Price(dice), tier, stage);
        var accepted = dice.Next(2) == 0;
        story.Inspected(accepted, Price(dice), stage);
        if (dice.Next(4) == 0)
            story.Reviewed(accepted ? ReviewCause.Accepted : ReviewCause.Cap, dice.Next(2) == 0 ? ReviewDecision.Accepted : ReviewDecision.Rejected, Price(dice), stage, settles: dice.Next(2) == 0);
        _ = accepted ? dice.Next(4) == 0 ? story.RefinementFailed(Price(dice), stage) : story.Refined(Price(dice), stage) : story.Regenerated(stage);
    }

    private static Cost Price(Random dice) => dice.Next(5) == 0 ? Cost.Unknown("no price") : Cost.Of(dice.Next(1_000_000));

    private static TimeSpan After(Random dice) => TimeSpan.FromTicks(dice.NextInt64(TimeSpan.TicksPerDay));
}
