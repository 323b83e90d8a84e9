using Atelier.Cli.Campaigns;
using Atelier.Cli.Client;
using Atelier.Cli.Show;
using Atelier.Contracts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Atelier.Cli.Tests;

public sealed class When_a_run_is_shown
{
    private const int Narrow = 100;

    private static readonly CostLine Line = new()
    {
        Requested = 1234, Delivered = 1200, Failed = 34, Attempts = 2345, RegenerationMultiplier = 1.9542, GenerationMicros = 123_456_789, InspectionMicros = 1_234_567,
        RefinementMicros = 2_345_678, WaitingMicros = 23_456_789, TrueCostPerDeliverableMicros = 125_411, Unpriced = 3, Tier = "cinematic",
    };

    [Fact]
    public void the_costs_fit_a_terminal_of_100_columns()
    {
        var shown = Render(CostTable.Of(new CostReport { Tiers = [Line], Total = Line }));
        Assert.All(shown.Split('\n'), line => Assert.True(line.TrimEnd().Length <= Narrow, line));
        Assert.DoesNotContain('…', shown);
        foreach (var figure in new[] { "1234", "1200", "34", "2345", "1.95", "$123.4568", "$1.2346", "$2.3457", "$23.4568", "$0.1254", "3" })
            Assert.Equal(2, shown.Split('\n').Count(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(figure)));
    }

    [Fact]
    public void the_time_of_persons_has_a_column_where_some_were_asked()
    {
        var line = Line with { Requested = 28, Delivered = 27, Attempts = 40, ReviewMicros = 1_500_000 };
        var shown = Render(CostTable.Of(new CostReport { Tiers = [line], Total = line }));
        Assert.All(shown.Split('\n'), row => Assert.True(row.TrimEnd().Length <= Narrow, row));
        Assert.DoesNotContain('…', shown);
        Assert.Equal(2, shown.Split('\n').Count(row => row.Contains("$1.5000", StringComparison.Ordinal)));
        Assert.DoesNotContain("Review", Render(CostTable.Of(new CostReport { Tiers = [Line], Total = Line })), StringComparison.Ordinal);
    }

    [Fact]
    public void what_has_no_cost_a_deliverable_is_not_shown_as_nothing()
    {
        var none = Line with { Delivered = 0, TrueCostPerDeliverableMicros = null, RegenerationMultiplier = null };
        Assert.DoesNotContain("$0.0000", Render(CostTable.Of(new CostReport { Tiers = [none], Total = none })), StringComparison.Ordinal);
    }

    [Fact]
    public void what_happened_on_the_way_is_explained_with_the_lines_own_words()
    {
        var orders = new[]
        {
            Order("moved", DeliverablePhase.Delivered, Attempt("v/one", "fast", "first", AttemptOutcome.Rejected), Attempt("v/two", "fast", "switch:rejections", AttemptOutcome.Accepted)),
            Order("fell", DeliverablePhase.Delivered, Attempt("v/one", "fast", "first", AttemptOutcome.Failed), Attempt("w/last", "cheap", "fallback:timedOut", AttemptOutcome.Accepted)),
            Order("gone", DeliverablePhase.Failed, Attempt("v/one", "fast", "first", AttemptOutcome.Rejected)),
        };
        var told = Tour.Lines(orders).ToDictionary(line => line.What, line => line.Says);
        Assert.Equal("moved: v/one was rejected by the gate (blurred), so the table's rule switch:rejections sent the next attempt to v/two.", told["switch"]);
        Assert.Equal("fell: the tier fast was at its end (timedOut), so its last resort had a try: w/last of cheap, accepted.", told["fallback"]);
        Assert.Equal("gone: nothing acceptable within the cap (attempts: 1); it failed, and the $0.0200 they cost stay counted.", told["cap"]);
        Assert.Equal(3, told.Count);
    }

    private static Ordered Order(string key, DeliverablePhase phase, params AttemptStatus[] attempts)
    {
        var view = new DeliverableView
        {
            Id = Guid.NewGuid(), Key = key, AcceptedAt = default, Phase = phase, Version = 1,
            Status = new DeliverableStatus
            {
                Phase = phase, Stage = "still", CostMicros = 20_000, UnpricedCosts = 0, AsOf = default, Stages = [new StageStatus { Name = "still", Category = "c", Attempts = attempts }],
                Failure = phase is DeliverablePhase.Failed ? new DeliverableFailure { Kind = DeliverableFailureKind.CapReached, Detail = "no more" } : null,
            },
        };
        return new Ordered("campaign", new WantedDeliverable { Key = key, Grade = Grade.Draft, Format = "square" }, view.Id) { View = view };
    }

    private static AttemptStatus Attempt(string model, string tier, string criterion, AttemptOutcome outcome) => new()
    {
        AttemptId = Guid.NewGuid(), Ordinal = 1, Outcome = outcome, Failure = outcome is AttemptOutcome.Failed ? FailureKind.TimedOut : null,
        Decision = new RouteDecision { TableHash = "t", Category = "c", Tier = tier, Candidate = 0, Model = model, Criterion = criterion },
        Verdict = outcome is AttemptOutcome.Rejected ? new Verdict { Accepted = false, Judge = "gate", PolicyHash = "p", Reasons = [new VerdictReason { Defect = Defect.Blurred, Detail = "soft" }] } : null,
    };

    [Fact]
    public void unpriced_costs_are_told_in_words()
    {
        Assert.Contains("3 costs are unpriced", CostTable.Unpriced(new CostReport { Tiers = [], Total = Line }), StringComparison.Ordinal);
        Assert.Null(CostTable.Unpriced(new CostReport { Tiers = [], Total = Line with { Unpriced = 0 } }));
    }

    [Fact]
    public void the_progress_fits_a_terminal_of_100_columns()
    {
        var shown = Render(ProgressTable.Of([new Row("social-short-01", "character-motion", "motion", DeliverablePhase.Regenerating, 12, "meridian/atlas-ultra", "$12.3456+?")], most: 10));
        Assert.All(shown.Split('\n'), line => Assert.True(line.TrimEnd().Length <= Narrow, line));
        foreach (var cell in new[] { "social-short-01", "character-motion", "motion", "regenerating", "12", "meridian/atlas-ultra", "$12.3456+?" })
            Assert.Contains(cell, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void in_a_low_terminal_those_at_work_stay_in_sight()
    {
        var rows = Enumerable.Range(0, 30).Select(i => new Row($"d-{i:00}", "speed", "still", i == 29 ? DeliverablePhase.Generating : DeliverablePhase.Delivered, 1, "m", "")).ToList();
        var shown = Render(ProgressTable.Of(rows, most: 10));
        Assert.Contains("d-29", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("d-28", shown, StringComparison.Ordinal);
        Assert.Contains("29 of 30 ended, 20 rows do not fit here", shown, StringComparison.Ordinal);
    }

    private static string Render(IRenderable what)
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = Narrow;
        console.Write(what);
        return output.ToString();
    }
}
