using System.Text.Json;
using System.Text.RegularExpressions;
using Atelier.Contracts;
using Atelier.Intake.References;
using Atelier.Intake.Requests;
using Atelier.Intake.Store;
using Atelier.Intake.Templates;
using Atelier.Intake.Validation;
using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.Batches;

/// <summary>What became of a batch.</summary>
internal abstract record BatchResult
{
    /// <summary>Every row is kept; <see cref="IsNew"/> is false when they were kept already.</summary>
    public sealed record Accepted(Guid Id, string Key, int Size, bool IsNew) : BatchResult;

    /// <summary>It could be taken, and would be these; nothing was kept.</summary>
    public sealed record Checked(string Key, IReadOnlyList<DeliverableSpec> Specs) : BatchResult;

    /// <summary>The key stands for another batch.</summary>
    public sealed record KeyTaken(Guid Id, string Key) : BatchResult;

    /// <summary>It cannot be taken, and no row of it was kept.</summary>
    public sealed record Refused(Problems Problems) : BatchResult;
}

/// <summary>The one way in for batches: every row is checked, then all are committed together, once a key, or none is.</summary>
internal sealed partial class BatchAcceptance(
    BatchValidation validation, TemplateLibrary templates, ReferenceGatherer references, IDbContextFactory<IntakeDb> reads, GroupCommit<IntakeDb> writes, BatchFeeder feeder, TimeProvider clock)
{
    public async Task<BatchResult> Accept(string tenantId, BatchRequest batch, IReadOnlyList<BatchItem>? uploaded, Problems problems, bool dryRun, CancellationToken ct)
    {
        CheckHead(batch, problems);
        var items = problems.Any ? [] : BatchExpansion.Rows(batch, uploaded, problems);
        if (problems.Any)
            return new BatchResult.Refused(problems);
        IReadOnlyList<PlannedRow> rows = [.. items.Select((item, i) => PlannedRow.Of(batch, item, i + 1))];
        var (id, hash) = (BatchRow.IdOf(tenantId, batch.Key!), PlannedRow.HashOf(rows));

        await using var db = await reads.CreateDbContextAsync(ct);
        if (!dryRun && await db.Batches.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is { } earlier)
            return Compare(earlier, hash); // also when the catalog has changed since
        var campaign = await Campaign(db, tenantId, rows[0].Request, problems, ct);
        var shelf = await templates.For(tenantId, rows.SelectMany(row => row.Request.Stages!).Select(stage => stage!.Prompt?.Template).Distinct(), ct);
        var valid = validation.Check(batch, rows, shelf, problems);
        var gathered = problems.Any ? default : await references.Gather(tenantId, valid[0], problems, ct);
        if (problems.Any)
            return new BatchResult.Refused(problems);

        var terms = campaign!.ToTerms();
        var specs = valid.Select(request => WithReferences(request, gathered.Request).Under(terms, Priority.Low)).ToList();
        return dryRun ? new BatchResult.Checked(batch.Key!, specs) : await Keep(tenantId, batch, id, hash, campaign, rows, specs, gathered.Assets, ct);
    }

    private async Task<BatchResult> Keep(
        string tenantId, BatchRequest batch, Guid id, string hash, CampaignRow campaign, IReadOnlyList<PlannedRow> rows, List<DeliverableSpec> specs, IReadOnlyList<AssetRef> assets, CancellationToken ct)
    {
        var now = clock.GetUtcNow().Kept();
        // Made before the commit: the store's one writer is everybody's.
        var deliverables = specs.Select((spec, i) => Row(tenantId, spec, rows[i].Hash, now, id, i + 1)).ToList();
        var kept = new BatchRow { Id = id, TenantId = tenantId, Key = batch.Key!, Campaign = batch.Campaign!, ContentHash = hash, AcceptedAt = now, Size = rows.Count };
        RowKey[] load = [RowKey.Of<BatchRow>(id), RowKey.Of<CampaignRow>(campaign.Id), .. deliverables.Select(row => RowKey.Of<DeliverableRow>(row.Id)), .. OwnedAssetRow.Keys(tenantId, assets)];
        var result = await writes.Commit<BatchResult>(load, scope =>
        {
            if (scope.Find<BatchRow>(id) is { } earlier)
                return Compare(earlier, hash);
            var problems = new Problems();
            if (scope.Find<CampaignRow>(campaign.Id)?.Terms != campaign.Terms)
                problems.Add("campaign", "terms that were changed while the batch was checked", "send the batch again");
            for (var i = 0; i < deliverables.Count; i++)
            {
                if (scope.Find<DeliverableRow>(deliverables[i].Id) is { } taken)
                    problems.Add(rows[i].Item.Place("key"), $"{Problems.Show(taken.Key)}, the key of a deliverable that was asked for alone", "give the row, or the batch, another key");
            }
            if (problems.Any)
                return new BatchResult.Refused(problems);
            scope.Add(kept);
            deliverables.ForEach(scope.Add);
            OwnedAssetRow.Grant(scope, tenantId, assets);
            return new BatchResult.Accepted(id, kept.Key, kept.Size, IsNew: true);
        }, ct);
        feeder.Wake();
        return result;
    }

    private static void CheckHead(BatchRequest batch, Problems problems)
    {
        if (batch.Key is null || !Keys().IsMatch(batch.Key))
            problems.Add("key", Problems.Show(batch.Key), "give the batch your own key of up to 100 letters, digits, dots, hyphens and underscores: asking twice with one key asks once");
        if (string.IsNullOrWhiteSpace(batch.Campaign))
            problems.Add("campaign", Problems.Show(batch.Campaign), "name a campaign that was set up with PUT /v1/campaigns/{name}");
        if (batch.Stages is not { Count: > 0 })
            problems.Add("stages", batch.Stages is null ? "nothing" : "an empty list", "give what the rows share: one stage, or a still and then a motion stage");
    }

    private static async Task<CampaignRow?> Campaign(IntakeDb db, string tenantId, DeliverableRequest request, Problems problems, CancellationToken ct)
    {
        var id = CampaignRow.IdOf(tenantId, request.Campaign!);
        var campaign = await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct);
        var known = campaign is null ? await db.Campaigns.Where(row => row.TenantId == tenantId).OrderBy(row => row.Name).Select(row => row.Name).Take(200).ToListAsync(ct) : [];
        CampaignConcern.Check(request, campaign?.ToTerms(), known, problems);
        return campaign;
    }

    private static DeliverableRow Row(string tenantId, DeliverableSpec spec, string hash, DateTimeOffset now, Guid batch, int number)
    {
        var id = DeterministicId.OfDeliverable(tenantId, spec.Key);
        return new DeliverableRow
        {
            Id = id, TenantId = tenantId, Key = spec.Key, Campaign = spec.Campaign.CampaignId, ContentHash = hash, AcceptedAt = now, Position = DeliverableRow.PositionOf(now, id),
            Spec = JsonSerializer.Serialize(spec, AtelierJson.Options), BatchId = batch, BatchNumber = number,
        };
    }

    /// <summary>References stand in the shared stages: they were gathered once for all rows.</summary>
    private static ValidRequest WithReferences(ValidRequest request, ValidRequest first) => first.Stages.All(stage => stage.References.Count == 0) ? request
        : request with { Stages = [.. request.Stages.Zip(first.Stages, (stage, gathered) => stage with { References = gathered.References })] };

    private static BatchResult Compare(BatchRow earlier, string hash) => earlier.ContentHash == hash
        ? new BatchResult.Accepted(earlier.Id, earlier.Key, earlier.Size, IsNew: false)
        : new BatchResult.KeyTaken(earlier.Id, earlier.Key);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex Keys();
}
