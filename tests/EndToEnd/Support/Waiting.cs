using Atelier.Cli.Client;
using Atelier.Contracts;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>What tests wait for.</summary>
internal static class Waiting
{
    extension(TestLine line)
    {
        /// <summary>A deliverable once it has ended.</summary>
        public async Task<DeliverableView> Ended(Guid id)
        {
            DeliverableView? view = null;
            await Until.Clear(line, async () => (view = await line.Client.Deliverable(id)).Ended ? null : $"{view.Key} has not ended: {Words(view)}");
            return view!;
        }

        /// <summary>Deliverables once all have ended.</summary>
        public async Task<IReadOnlyList<DeliverableView>> Ended(IEnumerable<Guid> ids)
        {
            var views = new List<DeliverableView>();
            foreach (var id in ids)
                views.Add(await line.Ended(id));
            return views;
        }

        /// <summary>A deliverable's facts, once its end is among them and costs what the requester is told.</summary>
        public async Task<IReadOnlyList<IEvent>> Facts(Guid id)
        {
            var view = await line.Ended(id);
            var attempts = view.Status!.Stages.SelectMany(stage => stage.Attempts).Select(attempt => attempt.AttemptId).ToHashSet();
            IReadOnlyList<Fact> facts = [];
            await Until.Clear(line, async () => Books.Disagreements(
                [view], facts = await Fact.All(line.Http, id), [.. Submission.All(line).Where(call => attempts.Contains(call.Attempt))]).FirstOrDefault(), TimeSpan.FromSeconds(30));
            return [.. facts.Select(fact => fact.Event)];
        }

        /// <summary>Ends when requesters, ledger and vendors tell the same; the ledger may hear of things a little later.</summary>
        public async Task BooksBalance(IEnumerable<Guid> accepted)
        {
            Guid[] ids = [.. accepted];
            await line.Ended(ids);
            await Until.Clear(line, async () =>
            {
                var views = await line.Ended(ids); // again: what a cancelled one cost may still be told after its end
                var disagreements = Books.Disagreements(views, [.. await Fact.All(line.Http), .. await Fact.All(line.Stranger)], Submission.All(line)).ToList(); // vendors know no tenants
                return disagreements.Count == 0 ? null : $"The books do not balance:\n{string.Join('\n', disagreements)}";
            }, TimeSpan.FromSeconds(30));
        }
    }

    private static string Words(DeliverableView view) => view.Attempt is { } attempt
        ? $"{view.Phase}, stage {view.Status!.Stage}, attempt {attempt.Ordinal} at {attempt.Decision.Model} {attempt.Outcome} {attempt.Detail}"
        : $"{view.Phase}";
}
