using Atelier.Cli.Client;
using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>Routing for people, a line a fact.</summary>
internal static class RoutingLines
{
    public static void Activated(IAnsiConsole console, ActiveRouting routing, DateTimeOffset? at)
    {
        if (at is null)
            console.WriteLine($"Version {routing.Active!.Number} is active. Deliverables under way keep the version they started with.");
        Coming(console, routing);
        foreach (var warning in routing.Warnings)
            console.WriteLine($"Warning: line {warning.Line}: {warning.Field}: found {warning.Found}, expected {warning.Expected}");
    }

    public static void Coming(IAnsiConsole console, ActiveRouting routing)
    {
        foreach (var coming in routing.Scheduled)
            console.WriteLine($"Version {coming.Number} takes over at {coming.EffectiveAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.");
    }

    public static void Versions(IAnsiConsole console, IReadOnlyList<RoutingVersion> versions)
    {
        foreach (var version in versions)
            console.WriteLine($"{version.Number,4}  {version.Hash[..12]}  {version.State,-10}  {version.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm}  {version.Author,-20}  {version.Note}".TrimEnd());
    }

    public static void Waiting(IAnsiConsole console, RoutingWaiting waiting)
    {
        foreach (var tier in waiting.Tiers)
        {
            console.WriteLine($"{tier.Tier,-16} {tier.InFlight} of {(tier.Concurrency is { } most ? $"{most}" : "any number")} under way, {tier.Waiting} waiting; yours {tier.Yours.InFlight} and {tier.Yours.Waiting}");
            foreach (var tenant in tier.Tenants)
                console.WriteLine($"  {tenant.Tenant,-14} {tenant.InFlight} under way, {tenant.Waiting} waiting, weight {tenant.Weight}");
        }
        if (waiting.Tiers.Count == 0)
            console.WriteLine("No tier is limited: nothing waits for its turn.");
    }

    public static void Explained(IAnsiConsole console, RoutingExplanation explanation)
    {
        console.WriteLine($"By {(explanation.Number is { } number ? $"version {number} of the routing table" : "a routing table that is not published")} ({explanation.Hash[..12]}):");
        foreach (var stage in explanation.Stages)
        {
            console.WriteLine($"{stage.Name}, {stage.Category}:");
            for (var i = 0; i < stage.Tiers.Count; i++)
            {
                var tier = stage.Tiers[i];
                console.WriteLine($"  tier {tier.Tier}{(i == 0 ? "" : tier.After is { Count: > 0 } after ? $", the last resort after {string.Join(", ", after)}" : ", the last resort")}, at most {tier.Attempts} {(tier.Attempts == 1 ? "attempt" : "attempts")}");
                foreach (var candidate in tier.Candidates)
                    console.WriteLine($"    {candidate.Model,-22} {((candidate.Obstacle ?? candidate.PassedOver) is { } why ? $"passed over: {why}" : $"asked for {candidate.Size}{Dropped(candidate)}")}");
            }
            if (stage.Rejected is { } rejected)
                console.WriteLine($"  {rejected}", new Style(Color.Red));
            if (stage.Review is { } review)
                console.WriteLine($"  {review}");
            foreach (var course in stage.Courses.GroupBy(course => string.Join(" > ", course.Steps.Select(step => step.Model).Append(course.End))))
                console.WriteLine($"  if {string.Join(", ", course.Select(one => one.When))}: {course.Key}");
        }
    }

    private static string Dropped(CandidateExplanation candidate) => Listed("mapped", candidate.Mapped ?? []) + Listed("dropped", candidate.Dropped);

    private static string Listed(string what, IReadOnlyList<string> words) => words.Count == 0 ? "" : $"; {what}: {string.Join("; ", words)}";
}
