using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Pricing;
using static Atelier.Generator.Attempts.AttemptInput;
using static Atelier.Generator.Attempts.AttemptState;

namespace Atelier.Generator.Tests;

public sealed class When_an_attempt_moves
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly AssetRef Asset = new() { Sha256 = new string('a', 64), MediaType = "image/png", Bytes = 1 };

    /// <summary>Every state by every input: what becomes of it, in short.</summary>
    private static readonly Dictionary<string, string[]> Fates = new()
    {
        //                     new                        Waiting                    Submitting                  Submitted                     Fetching  Settling
        ["Submit"] =         ["go Submitting",            "go Submitting",           "stay",                     "stay",                       "stay", "stay"],
        ["NotLetIn"] =       ["Saturated Nothing",       "Saturated Nothing",       "stay",                     "stay",                       "stay", "stay"],
        ["Parked"] =         ["wait",                     "wait",                    "stay",                     "stay",                       "stay", "stay"],
        ["Accepted"] =       ["stay",                     "stay",                    "go Submitted",             "stay",                       "stay", "go Submitted"],
        ["OutputAt"] =       ["stay",                     "stay",                    "go Fetching",              "stay",                       "stay", "stay"],
        ["Kept"] =           ["stay",                     "stay",                    "succeed",                  "succeed",                    "succeed", "stay"],
        ["Postponed"] =      ["wait",                     "wait",                    "wait",                     "stay",                       "stay", "stay"],
        ["GaveUp"] =         ["VendorError Nothing",      "VendorError Nothing",     "VendorError ByFailure",    "VendorError ByFailure",      "VendorError Full", "stay"],
        ["AnswerLost"] =     ["stay",                     "stay",                    "SubmissionUnknown Unknown", "stay",                      "stay", "stay"],
        ["DeadlinePassed"] = ["TimedOut Nothing",         "TimedOut Nothing",        "SubmissionUnknown Unknown", "TimedOut ByFailure",        "OutputLost Full", "SubmissionUnknown Unknown"],
        ["CalledOff"] =      ["Cancelled Nothing",       "Cancelled Nothing",       "stay",                     "Cancelled ByFailure",       "stay", "stay"],
        ["NotTaken"] =       ["stay",                     "stay",                    "stay",                     "stay",                       "stay", "VendorError Nothing"],
        ["TakenOver"] =      ["stay",                     "go Waiting",              "SubmissionUnknown Unknown", "go Submitted",              "go Fetching", "go Settling"],
    };

    private static readonly AttemptInput[] Inputs =
    [
        new Submit(), new NotLetIn(), new Parked(), new Accepted(new JobHandle("j", null, null, null)), new OutputAt(new Uri("https://a.example/"), null), new Kept(Asset, 1),
        new Postponed(false, null, "later"), new GaveUp(FailureKind.VendorError, "no"), new AnswerLost("gone"), new DeadlinePassed(), new CalledOff(), new TakenOver(), new NotTaken("none", MayRepeat: false),
    ];

    private static readonly AttemptState?[] Going = [null, Waiting, Submitting, Submitted, Fetching, Settling];

    public static TheoryData<string, int> Pairs()
    {
        var pairs = new TheoryData<string, int>();
        foreach (var input in Inputs)
        {
            for (var i = 0; i < Going.Length; i++) pairs.Add(input.GetType().Name, i);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void every_state_has_a_fate_for_every_input(string input, int state) =>
        Assert.Equal(Fates[input][state], Short(AttemptMachine.Next(In(Going[state]), Inputs.Single(i => i.GetType().Name == input), Now)));

    [Theory]
    [InlineData(Completed)]
    [InlineData(Failed)]
    [InlineData(SubmissionUnknown)]
    internal void nothing_moves_what_has_ended(AttemptState ended) =>
        Assert.All(Inputs, input => Assert.Equal("stay", Short(AttemptMachine.Next(In(ended), input, Now))));

    [Fact]
    public void there_is_a_row_in_the_table_for_every_input() =>
        Assert.Equal(typeof(AttemptInput).GetNestedTypes(System.Reflection.BindingFlags.NonPublic).Select(t => t.Name).Order(), Fates.Keys.Order());

    [Fact]
    public void an_output_that_was_made_is_charged_whatever_is_wrong_with_it() =>
        Assert.Equal("VendorError Full", Short(AttemptMachine.Next(In(Submitting), new GaveUp(FailureKind.VendorError, "corrupt", Produced: true), Now)));

    [Theory]
    [InlineData(SettleWay.None, "SubmissionUnknown Unknown")]
    [InlineData(SettleWay.Ask, "go Settling")]
    [InlineData(SettleWay.Repeat, "wait")]
    internal void a_lost_answer_is_settled_as_the_document_says(SettleWay way, string fate)
    {
        Assert.Equal(fate, Short(AttemptMachine.Next(In(Submitting), new AnswerLost("gone", way), Now)));
        Assert.Equal(fate, Short(AttemptMachine.Next(In(Submitting), new TakenOver(way), Now)));
    }

    [Fact]
    public void what_the_vendor_says_it_has_not_is_sent_again_only_where_it_takes_an_id_once() =>
        Assert.Equal("wait", Short(AttemptMachine.Next(In(Settling) with { MaybeTaken = true }, new NotTaken("none", MayRepeat: true), Now)));

    [Fact]
    public void after_a_lost_answer_nothing_but_the_vendors_word_makes_it_free()
    {
        AttemptInput[] ours = [new DeadlinePassed(), new CalledOff(), new NotLetIn(), new GaveUp(FailureKind.InvalidRequest, "a reference cannot be read"), new Postponed(false, TimeSpan.FromDays(1), "later")];
        Assert.All(ours, input => Assert.DoesNotContain("Nothing", Short(AttemptMachine.Next(In(input is Postponed ? Submitting : Waiting) with { MaybeTaken = true }, input, Now))));
    }

    [Fact]
    public void the_vendors_own_time_is_kept_with_a_little_jitter_and_never_less()
    {
        var wait = Assert.IsType<AttemptMove.Wait>(AttemptMachine.Next(In(Submitting), new Postponed(true, TimeSpan.FromSeconds(8), "busy"), Now));
        Assert.InRange(wait.Until, Now.AddSeconds(8), Now.AddSeconds(10));
        Assert.True(wait.NoRoom);
    }

    [Fact]
    public void attempts_that_failed_together_do_not_come_back_together()
    {
        var moments = Enumerable.Range(0, 20).Select(_ => In(Submitting) with { Id = Guid.NewGuid() })
            .Select(attempt => ((AttemptMove.Wait)AttemptMachine.Next(attempt, new Postponed(true, TimeSpan.FromSeconds(8), "busy"), Now)).Until);
        Assert.True(moments.Distinct().Count() > 10);
    }

    [Fact]
    public void waiting_grows_where_the_vendor_does_not_say()
    {
        var waits = Enumerable.Range(0, 12).Select(n => ((AttemptMove.Wait)AttemptMachine.Next(
            In(Submitting) with { Waits = n, Deadline = Now.AddHours(1) }, new Postponed(true, null, "busy"), Now)).Until - Now).ToList();
        Assert.InRange(waits[0], TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.25));
        Assert.InRange(waits[3], TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(10));
        Assert.All(waits, wait => Assert.True(wait <= TimeSpan.FromSeconds(37.5)));
    }

    [Theory]
    [InlineData(true, FailureKind.Saturated)]
    [InlineData(false, FailureKind.VendorError)]
    public void a_next_try_after_the_deadline_is_the_end_and_costs_nothing(bool noRoom, FailureKind kind) =>
        Assert.Equal($"{kind} Nothing", Short(AttemptMachine.Next(In(Submitting), new Postponed(noRoom, TimeSpan.FromHours(1), "busy"), Now)));

    [Fact]
    public void a_vendor_that_has_no_room_in_time_is_not_waited_for()
    {
        var attempt = In(Submitting) with { LetInBy = Now.AddSeconds(20) };
        Assert.Equal("wait", Short(AttemptMachine.Next(attempt, new Postponed(true, TimeSpan.FromSeconds(10), "busy"), Now)));
        Assert.Equal("Saturated Nothing", Short(AttemptMachine.Next(attempt, new Postponed(true, TimeSpan.FromSeconds(20), "busy"), Now)));
        Assert.Equal("wait", Short(AttemptMachine.Next(attempt, new Postponed(false, TimeSpan.FromSeconds(20), "a passing fault"), Now)));
    }

    [Fact]
    public void passing_faults_are_borne_five_times() =>
        Assert.Equal(["wait", "wait", "wait", "wait", "VendorError Nothing"], Enumerable.Range(0, 5).Select(n =>
            Short(AttemptMachine.Next(In(Submitting) with { Retries = n }, new Postponed(false, null, "503"), Now))));

    [Fact]
    public void a_deadline_that_passed_while_there_was_no_room_is_saturation() =>
        Assert.Equal("Saturated Nothing", Short(AttemptMachine.Next(In(Waiting) with { Waits = 2 }, new DeadlinePassed(), Now)));

    [Fact]
    public void what_was_called_off_is_not_asked_for_again()
    {
        Assert.Equal("Cancelled Nothing", Short(AttemptMachine.Next(In(Waiting) with { CalledOff = true }, new Submit(), Now)));
        Assert.Equal("Cancelled Nothing", Short(AttemptMachine.Next(In(Submitting) with { CalledOff = true }, new Postponed(true, null, "busy"), Now)));
        Assert.Equal("succeed", Short(AttemptMachine.Next(In(Submitting) with { CalledOff = true }, new Kept(Asset, 1), Now)));
    }

    private static AttemptView In(AttemptState? state) => new(state, Guid.Parse("0193a000-0000-7000-8000-000000000001"), Now.AddMinutes(2), 0, 0);

    private static string Short(AttemptMove move) => move switch
    {
        AttemptMove.Stay => "stay",
        AttemptMove.Go go => $"go {go.To}",
        AttemptMove.Wait => "wait",
        AttemptMove.Succeed => "succeed",
        AttemptMove.Fail fail when (fail.To == SubmissionUnknown) == (fail.Kind == FailureKind.SubmissionUnknown) => $"{fail.Kind} {fail.Billing}",
        _ => throw new InvalidOperationException($"{move}"),
    };
}
