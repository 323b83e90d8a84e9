using System.Text;
using Atelier.Contracts;
using Atelier.TestKit;

namespace Atelier.Architecture.Tests;

/// <summary>The README's message table comes from the contracts; only what happens on failure is written here.</summary>
public sealed class When_the_readme_is_read
{
    private static readonly Dictionary<Type, (string Says, string OnFailure)> Words = new()
    {
        [typeof(DeliverableRequested)] = ("a request was validated and is kept", "waits in the outbox until the broker has it; a second one with the same key is the same"),
        [typeof(RequestRejected)] = ("a request from the queue cannot be taken", "nothing of the request was kept"),
        [typeof(GenerateAttempt)] = ("make one paid try at one model", "a duplicate finds the attempt's row; a process that dies is taken over"),
        [typeof(GenerationCompleted)] = ("an attempt gave an output", "late: its cost is kept, its output is not used"),
        [typeof(GenerationFailed)] = ("an attempt gave no output, and why", "the table's rule for the kind of failure: retry, next, fall back"),
        [typeof(SubmissionSettled)] = ("it is known after all whether a vendor took a request, and what it cost", "before the failure that it settles, or the charge is settled: ignored"),
        [typeof(CancelAttempt)] = ("make no more of an attempt", "before its command: the attempt ends unbilled; after its end: nothing"),
        [typeof(InspectAttempt)] = ("judge an output by its pixels", "no verdict in two minutes: asked again, five times"),
        [typeof(AttemptInspected)] = ("the verdict, with reasons and measurements", "a duplicate changes nothing"),
        [typeof(RegenerationRequested)] = ("another attempt is called for, by the gate, a reviewer or upstream", "lost: called for again after two minutes"),
        [typeof(ReviewRequested)] = ("a person is asked: it stands in the queue", "nobody comes: it waits, or ends as the table says"),
        [typeof(ReviewDecided)] = ("a reviewer has decided, with the time it took", "late or twice: its cost is kept once, its effect is not"),
        [typeof(ReviewAbandoned)] = ("a reviewer took an item and was not heard of again, where that time counts", "a duplicate changes nothing"),
        [typeof(RefineAsset)] = ("make the file to deliver", "no file in two minutes: asked again, five times"),
        [typeof(AssetRefined)] = ("the refined file, verified after writing", "a duplicate changes nothing"),
        [typeof(RefinementFailed)] = ("an accepted output could not be refined", "counts as a rejection"),
        [typeof(DeliverableProgressed)] = ("a snapshot for whoever waits", "an older one than is known is dropped"),
        [typeof(DeliverableDelivered)] = ("ended: the files are there", "recorded once, by its id"),
        [typeof(DeliverableFailed)] = ("ended without a file; its costs are kept", "recorded once, by its id"),
        [typeof(HoldDeliverable)] = ("spend nothing further until it is released", "before its request: remembered; after a later release: ignored"),
        [typeof(ReleaseDeliverable)] = ("go on with a held deliverable where it stopped", "after a later hold: ignored"),
        [typeof(CancelDeliverable)] = ("end a deliverable", "before its request: remembered; after its end: ignored"),
        [typeof(DeliverableCancelled)] = ("ended by its requester; its costs are kept", "recorded once, by its id"),
        [typeof(RegenerationFailed)] = ("a reopened deliverable was not made better; what was delivered stands", "recorded once, by its id"),
        [typeof(ReproduceOutput)] = ("run an accepted attempt again and compare", "asked twice with one id is asked once"),
        [typeof(CompareOutputs)] = ("say how alike two outputs look", "a duplicate finds the job done; an output that cannot be decoded is said so"),
        [typeof(OutputsCompared)] = ("the share of the perceptual hash's bits that differ", "a duplicate changes nothing"),
        [typeof(OutputReproduced)] = ("an accepted attempt was run again: the same bytes, alike, different, or not made", "recorded once, by its id"),
        [typeof(SetBudget)] = ("a campaign's budget from now on", "of two the higher revision stands, in whatever order they come"),
        [typeof(BudgetAlmostExhausted)] = ("four fifths of a budget are spent or reserved", "told once for each limit"),
        [typeof(BudgetExhausted)] = ("an attempt did not fit its budget", "told once for each limit"),
        [typeof(BudgetDecided)] = ("an operator was asked about a budget at its limit, and has decided", "recorded once, by its id"),
        [typeof(ChargeSettled)] = ("an operator has said what becomes of a charge that no vendor has told", "recorded once, by its id"),
        [typeof(CandidateSwitched)] = ("a stage goes to another model, and by which criterion", "recorded once, by its id"),
        [typeof(ModelHealthChanged)] = ("a model is passed over in a category, is probed, or has its turn again", "recorded once, by its id"),
        [typeof(RoutingActivated)] = ("a version of the routing table takes over, now or at a time to come", "told again when a router starts; until then intake checks against the table it knows"),
    };

    [Fact]
    public void its_message_table_is_what_the_contracts_say() => Assert.Null(ReadmeBlock.Stale("messages", Table()));

    private static string Table()
    {
        var table = new StringBuilder("| message | sender | receivers | says | when something goes wrong |\n|---|---|---|---|---|\n");
        foreach (var (message, (says, onFailure)) in Words)
            table.Append($"| `{message.Name}` | {Sender(message)} | {Receivers(message)} | {says} | {onFailure} |\n");
        var forgotten = typeof(IMessage).Assembly.GetExportedTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IMessage))).Except(Words.Keys);
        Assert.Empty(forgotten);
        return table.ToString();
    }

    private static string Folder(Type message) =>
        Path.GetFileName(Path.GetDirectoryName(Repository.CSharp.Single(file => file.StartsWith("contracts/", StringComparison.Ordinal) && Path.GetFileName(file) == $"{message.Name}.cs")))!.ToLowerInvariant();

    private static string Sender(Type message) =>
        message.IsAssignableTo(typeof(ICommand)) ? Folder(message) == Queues.Router ? "intake" : "router"
        : message == typeof(RegenerationRequested) ? "router; reviewers and upstream systems"
        : Folder(message);

    private static string Receivers(Type message) => Subscriptions.ByEvent.TryGetValue(message, out var queues)
        ? string.Join(", ", queues)
        : message == typeof(GenerateAttempt) ? $"generator (`{Queues.Generate("{tier}")}`)"
        : $"{Folder(message)} (`{QueueOf(message)}`)";

    private static string QueueOf(Type command) =>
        Folder(command) == Queues.Router ? Queues.Router : command == typeof(CancelAttempt) ? Queues.Cancel : command == typeof(InspectAttempt) || command == typeof(CompareOutputs) ? Queues.Inspect : Queues.Refine;
}
