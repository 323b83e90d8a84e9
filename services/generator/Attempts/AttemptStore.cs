using System.Text.Json;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Pricing;
using Atelier.Generator.Submissions;
using Atelier.Platform.Stores;

namespace Atelier.Generator.Attempts;

/// <summary>Who this process is among the owners of attempts.</summary>
internal sealed record Owner(Guid Id, string Name);

/// <summary>Commits what happens to attempts: the row's change and the event it causes, in one transaction.</summary>
internal sealed class AttemptStore(GroupCommit<GeneratorDb> commits, AttemptPricing pricing, Owner owner, TimeProvider time)
{
    /// <summary>Writes a new attempt down. Null: it is known already, and what is stored stands.</summary>
    public Task<AttemptRow?> Begin(GenerateAttempt command, AttemptInput input) => commits.Commit([RowKey.Of<AttemptRow>(command.AttemptId)], scope =>
    {
        if (scope.Find<AttemptRow>(command.AttemptId) is not null) return null;
        var row = NewRow(command);
        scope.Add(row);
        Move(scope, row, command, AttemptMachine.Next(row.View(command) with { State = null }, input, time.GetUtcNow()));
        return row;
    });

    /// <summary>Says what happened. Null: the attempt is no longer this process's.</summary>
    public Task<AttemptRow?> Apply(GenerateAttempt command, AttemptInput input) => commits.Commit([RowKey.Of<AttemptRow>(command.AttemptId)], scope =>
    {
        if (scope.Find<AttemptRow>(command.AttemptId) is not { } row || row.Owner != owner.Id) return null;
        var move = AttemptMachine.Next(row.View(command), input, time.GetUtcNow());
        if (move is AttemptMove.Go) Remember(row, input);
        if (input is { Usage: { } usage } and not AttemptInput.Postponed) row.VendorUsage = Usage.Both(row.VendorUsage, usage);
        if (input is AttemptInput.AnswerLost) row.AnswerLostAt ??= time.GetUtcNow();
        Move(scope, row, command, move);
        return row;
    });

    /// <summary>
    /// Notes that nobody wants it any more, whoever has it in hand. An attempt that is not known yet ends before it began: its command,
    /// when it comes, finds it so. True: it is at a vendor, and whoever has it in hand is to cancel it there.
    /// </summary>
    public Task<bool> CallOff(CancelAttempt command) => commits.Commit([RowKey.Of<AttemptRow>(command.Attempt.AttemptId)], scope =>
    {
        var row = scope.Find<AttemptRow>(command.Attempt.AttemptId);
        if (row is null)
        {
            scope.Add(row = NewRow(command.Attempt));
            Move(scope, row, command.Attempt, AttemptMachine.Next(row.View(command.Attempt) with { State = null }, new AttemptInput.CalledOff(), time.GetUtcNow()));
            return false;
        }
        if (row.Ended || (row.State != AttemptState.Waiting && command.OnlyBeforeSubmission)) return false;
        row.CalledOffAt ??= time.GetUtcNow();
        if (row.State == AttemptState.Waiting) Move(scope, row, command.Attempt, AttemptMachine.Next(row.View(command.Attempt), new AttemptInput.CalledOff(), time.GetUtcNow()));
        return !row.Ended;
    });

    /// <summary>
    /// Notes that the vendor has something to tell, for whoever has it in hand. Of an unknown submission the job is kept that a signed call names:
    /// somebody may ask for it; nothing is decided by it.
    /// </summary>
    public Task Nudge(Guid attempt, string? job) => commits.Commit([RowKey.Of<AttemptRow>(attempt)], scope =>
    {
        if (scope.Find<AttemptRow>(attempt) is not { } row) return false;
        if (!row.Ended) row.NudgedAt = time.GetUtcNow();
        else if (row.State == AttemptState.SubmissionUnknown) row.JobId ??= job;
        return true;
    });

    /// <summary>What became of an unknown submission, by an operator's word: its charge is told, and nothing else changes. Null: it was decided before.</summary>
    public Task<Cost?> Settle(Guid attempt, Settling word) => commits.Commit([RowKey.Of<AttemptRow>(attempt)], scope =>
    {
        if (scope.Find<AttemptRow>(attempt) is not { State: AttemptState.SubmissionUnknown, SettledAt: null } row) return null;
        var (command, now) = (CommandOf(row), time.GetUtcNow());
        var (cost, basis) = pricing.Of(row, command.Parameters, word.Billing, word.Failure, row.EndedAt ?? now);
        (row.SettledAt, row.SettledBy, row.JobId, row.CostMicros) = (now, word.By, word.Job ?? row.JobId, cost.Micros);
        scope.Publish(DeterministicId.OfMessage(nameof(SubmissionSettled), row.Id), new SubmissionSettled
        {
            TenantId = command.TenantId,
            DeliverableId = command.DeliverableId,
            AttemptId = command.AttemptId,
            Stage = command.Stage,
            Decision = command.Decision,
            OccurredAt = now,
            Taken = word.Taken,
            Cost = cost,
            Basis = basis,
            VendorJobId = row.JobId,
            By = word.By,
        });
        return cost;
    });

    /// <summary>Takes an attempt from an owner that is gone. Null: someone else was first, or it ended.</summary>
    /// <param name="seen">The row as it was found.</param>
    /// <param name="way">How its vendor's document settles an unknown submission.</param>
    public Task<AttemptRow?> TakeOver(AttemptRow seen, SettleWay way = SettleWay.None) => commits.Commit([RowKey.Of<AttemptRow>(seen.Id)], scope =>
    {
        if (scope.Find<AttemptRow>(seen.Id) is not { } row || row.Owner != seen.Owner || row.Version != seen.Version) return null;
        row.Owner = owner.Id;
        var move = AttemptMachine.Next(row.View(CommandOf(row)), new AttemptInput.TakenOver(way), time.GetUtcNow());
        if (row.State == AttemptState.Submitting) row.AnswerLostAt ??= time.GetUtcNow();
        Move(scope, row, CommandOf(row), move);
        return row;
    });

    public static GenerateAttempt CommandOf(AttemptRow row) => JsonSerializer.Deserialize<GenerateAttempt>(row.Command, AtelierJson.Options)!;

    private AttemptRow NewRow(GenerateAttempt command) => new()
    {
        Id = command.AttemptId,
        TenantId = command.TenantId,
        DeliverableId = command.DeliverableId,
        Model = command.Decision.Model,
        Command = JsonSerializer.Serialize(command, AtelierJson.Options),
        Deadline = command.Deadline,
        State = AttemptState.Waiting,
        Owner = owner.Id,
    };

    private static void Remember(AttemptRow row, AttemptInput input)
    {
        if (input is AttemptInput.Accepted { Job: var job }) (row.JobId, row.StatusUrl, row.ResultUrl, row.CancelUrl) = (job.Id, job.StatusUrl, job.ResultUrl, job.CancelUrl);
        if (input is AttemptInput.OutputAt output) (row.OutputUrl, row.Seed) = (output.Link.AbsoluteUri, output.Seed);
    }

    private void Move(CommitScope scope, AttemptRow row, GenerateAttempt command, AttemptMove move)
    {
        var now = time.GetUtcNow();
        switch (move)
        {
            case AttemptMove.Go go:
                row.State = go.To;
                if (go.To == AttemptState.Submitting) (row.AskedAt, row.SubmittedAt) = (row.AskedAt ?? now, now);
                break;
            case AttemptMove.Wait wait:
                (row.State, row.NotBefore, row.Detail) = (AttemptState.Waiting, wait.Until, wait.Detail);
                if (wait.Counts && wait.NoRoom) row.Waits++;
                else if (wait.Counts) row.Retries++;
                break;
            case AttemptMove.Succeed succeed:
                Complete(scope, row, command, succeed, now);
                break;
            case AttemptMove.Fail fail:
                Fail(scope, row, command, fail, now);
                break;
        }
    }

    private void Complete(CommitScope scope, AttemptRow row, GenerateAttempt command, AttemptMove.Succeed succeed, DateTimeOffset now)
    {
        var (cost, basis) = pricing.Of(row, command.Parameters, Billing.Full, failure: null, now);
        End(row, AttemptState.Completed, cost, now);
        row.OutputSha256 = succeed.Output.Sha256;
        row.Seed = succeed.Seed;
        scope.Publish(DeterministicId.OfMessage(nameof(GenerationCompleted), row.Id), new GenerationCompleted
        {
            TenantId = command.TenantId,
            DeliverableId = command.DeliverableId,
            AttemptId = command.AttemptId,
            Stage = command.Stage,
            Decision = command.Decision,
            OccurredAt = now,
            Output = succeed.Output,
            Cost = cost,
            Basis = basis,
            Latency = Latency(row, now),
            Seed = succeed.Seed,
            VendorJobId = row.JobId,
        });
    }

    private void Fail(CommitScope scope, AttemptRow row, GenerateAttempt command, AttemptMove.Fail fail, DateTimeOffset now)
    {
        var (cost, basis) = pricing.Of(row, command.Parameters, fail.Billing, fail.Kind, now);
        End(row, fail.To, cost, now);
        (row.Failure, row.Detail) = (fail.Kind, fail.Detail);
        scope.Publish(DeterministicId.OfMessage(nameof(GenerationFailed), row.Id), new GenerationFailed
        {
            TenantId = command.TenantId,
            DeliverableId = command.DeliverableId,
            AttemptId = command.AttemptId,
            Stage = command.Stage,
            Decision = command.Decision,
            OccurredAt = now,
            Failure = fail.Kind,
            Detail = fail.Detail,
            Cost = cost,
            Basis = basis,
            Latency = Latency(row, now),
            VendorJobId = row.JobId,
        });
    }

    private static void End(AttemptRow row, AttemptState state, Cost cost, DateTimeOffset now)
    {
        (row.State, row.Owner, row.NotBefore, row.EndedAt, row.CostMicros) = (state, null, null, now, cost.Micros);
    }

    private static TimeSpan Latency(AttemptRow row, DateTimeOffset now) => row.AskedAt is { } asked && now > asked ? now - asked : TimeSpan.Zero;
}
