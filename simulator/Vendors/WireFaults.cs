using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Atelier.Simulator.Control;
using Atelier.Simulator.Fleets;

namespace Atelier.Simulator.Vendors;

/// <summary>What happens to one submission, decided when it arrives.</summary>
/// <param name="Submit">What becomes of the call itself; <see cref="Outcome.Refused"/> comes later in the styles that queue.</param>
/// <param name="Seeds">What each output is rendered with.</param>
/// <param name="ReportedSeed">What the client is told; null when the model knows no seeds.</param>
/// <param name="Latency">As drawn, before the option's factor.</param>
internal sealed record Fate(
    Outcome Submit, int ErrorStatus, int RetryAfterSeconds, bool JobFails, bool LinkExpired, bool Truncated, Defect? Forced,
    long[] Seeds, long? ReportedSeed, TimeSpan Latency);

/// <summary>Draws a submission's fate from the request and from how often the identical request came before.</summary>
internal sealed partial class WireFaults(Fleet fleet, Moods moods, SimulatorOptions options)
{
    private readonly ConcurrentDictionary<string, int> _submissions = new();

    public Fate Decide(Order order)
    {
        var repeat = options.Tiny ? 0 : _submissions.AddOrUpdate(order.Key, 0, (_, n) => n + 1);
        var draws = Draws.From($"wire|{options.Salt}|{order.Key}|{repeat}");
        var mood = moods.Of(order.Model.Name);
        var rates = mood?.Faults ?? fleet.WireFaults(order.Vendor);
        var scale = options.Tiny ? 0 : mood?.Faults is null ? options.FaultScale : 1;
        var directive = Directive(order);

        var submit = Submit(rates, scale, draws.Unit());
        var sensitive = Draws.From($"refusal|{options.Salt}|{order.Model.Name}|{order.Request.Prompt}").Chance(rates.Refusal * scale);
        if (submit == Outcome.Accepted && (sensitive || fleet.IsRefusedWord(order.Request.Prompt))) submit = Outcome.Refused;
        int[] statuses = [500, 502, 503];
        var fate = new Fate(
            submit, statuses[draws.Below(3)], (int)Math.Ceiling(draws.Range(0.5f, 3) * options.Latency),
            draws.Chance(rates.JobFailed * scale), draws.Chance(rates.ExpiredLink * scale), draws.Chance(rates.TruncatedOutput * scale), null,
            [], null, options.Tiny ? TimeSpan.Zero : order.Model.Latency.Draw(ref draws) * (mood?.Latency ?? 1));
        fate = Seed(fate, order, repeat, ref draws);
        return directive is null ? fate : Directed(fate, directive);
    }

    private static Outcome Submit(WireFaultRates rates, double scale, double at) =>
        (at -= rates.RateLimited * scale) < 0 ? Outcome.RateLimited
        : (at -= rates.ServerError * scale) < 0 ? Outcome.ServerError
        : (at -= rates.LostBefore * scale) < 0 ? Outcome.LostBeforeAccept
        : (at -= rates.LostAfter * scale) < 0 ? Outcome.LostAfterAccept
        : Outcome.Accepted;

    private static Fate Seed(Fate fate, Order order, int repeat, ref Draws draws)
    {
        var drawn = (long)(draws.Next() % (Order.HighestSeed + 1UL));
        var given = order.Model.Seed == SeedBehaviour.Absent ? null : order.Seed;
        var first = order.Model.Seed == SeedBehaviour.Accepted && repeat > 0 ? drawn : given ?? drawn;
        return fate with
        {
            Seeds = [.. Enumerable.Range(0, order.Count).Select(i => (first + i) % (Order.HighestSeed + 1))],
            ReportedSeed = order.Model.Seed == SeedBehaviour.Absent ? null : given ?? drawn,
        };
    }

    // [[sim:rateLimited]] holds for the first submission of its prompt to its model, [[sim:rateLimited:3]] for the first three;
    // defects and refusals without a number hold always. [[sim:blurred@MODEL]] holds at that model alone: elsewhere all is good.
    private string? Directive(Order order)
    {
        if (!options.Directives || DirectivePattern().Match(order.Request.Prompt) is not { Success: true } match) return null;
        if (match.Groups[3] is { Success: true } model && model.Value != order.Model.Name) return "none";
        var name = match.Groups[1].Value;
        var always = name == "refusal" || Enum.TryParse<Defect>(name, true, out _);
        var times = match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : always ? int.MaxValue : 1;
        return _submissions.AddOrUpdate($"directive|{order.Model.Name}|{order.Request.Prompt}", 1, (_, n) => n + 1) <= times ? name : "none";
    }

    private static Fate Directed(Fate drawn, string directive)
    {
        var calm = drawn with { Submit = Outcome.Accepted, JobFails = false, LinkExpired = false, Truncated = false, Forced = Defect.None };
        return directive switch
        {
            "rateLimited" => calm with { Submit = Outcome.RateLimited },
            "serverError" => calm with { Submit = Outcome.ServerError },
            "lostBefore" => calm with { Submit = Outcome.LostBeforeAccept },
            "lostAfter" => calm with { Submit = Outcome.LostAfterAccept },
            "refusal" => calm with { Submit = Outcome.Refused },
            "jobFailed" => calm with { JobFails = true },
            "expiredLink" => calm with { LinkExpired = true },
            "truncatedOutput" => calm with { Truncated = true },
            _ => Enum.TryParse<Defect>(directive, true, out var defect) && defect != Defect.Truncated ? calm with { Forced = defect } : drawn,
        };
    }

    [GeneratedRegex(@"\[\[sim:([a-zA-Z]+)(?::(\d{1,4}))?(?:@([a-z0-9/-]+))?\]\]")]
    private static partial Regex DirectivePattern();
}
