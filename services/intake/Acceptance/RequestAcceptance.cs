using System.Security.Cryptography;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.Intake.References;
using Atelier.Intake.Requests;
using Atelier.Intake.Store;
using Atelier.Intake.Templates;
using Atelier.Intake.Validation;
using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.Acceptance;

/// <summary>The one way in, over HTTP and over the queue: request and event are committed together, once a key, or nothing is.</summary>
internal sealed class RequestAcceptance(
    RequestValidator validator, TemplateLibrary templates, ReferenceGatherer references, IDbContextFactory<IntakeDb> reads, GroupCommit<IntakeDb> writes, TimeProvider clock)
{
    /// <param name="tenantId">Who asks.</param>
    /// <param name="request">What was read of the request.</param>
    /// <param name="problems">What reading it found wrong.</param>
    /// <param name="ct">Stops waiting; the request may have been accepted all the same.</param>
    public async Task<AcceptResult> Accept(string tenantId, DeliverableRequest request, Problems problems, CancellationToken ct)
    {
        var wellFormed = !problems.Any;
        var valid = validator.Validate(request, problems, await templates.For(tenantId, request, ct));
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, AtelierJson.Options)));
        if (valid is { References.Count: 0 } && await Keep(tenantId, request, valid, [], hash, ct) is var result and not AcceptResult.Refused)
            return result;

        // The rarer ways: what is wrong or wants fetching is looked up before, so that a repeated request gets its first answer
        // even if the catalog has changed or the reference has moved since.
        await using var db = await reads.CreateDbContextAsync(ct);
        if (wellFormed && RequestValidator.IsKey(request.Key) && await Earlier(db, tenantId, request.Key!, hash, ct) is { } earlier)
            return earlier;
        await CheckCampaign(db, tenantId, request, problems, ct);
        if (problems.Any)
            return new AcceptResult.Refused(problems.All);
        var gathered = await references.Gather(tenantId, valid!, problems, ct);
        return problems.Any ? new AcceptResult.Refused(problems.All) : await Keep(tenantId, request, gathered.Request, gathered.Assets, hash, ct);
    }

    private Task<AcceptResult> Keep(
        string tenantId, DeliverableRequest request, ValidRequest valid, IReadOnlyList<AssetRef> assets, string hash, CancellationToken ct)
    {
        var id = DeterministicId.OfDeliverable(tenantId, valid.Key);
        var campaignId = CampaignRow.IdOf(tenantId, valid.Campaign);
        var now = clock.GetUtcNow();
        RowKey[] load = [RowKey.Of<DeliverableRow>(id), RowKey.Of<CampaignRow>(campaignId), .. OwnedAssetRow.Keys(tenantId, assets)];
        return writes.Commit<AcceptResult>(load, scope =>
        {
            if (scope.Find<DeliverableRow>(id) is { } earlier)
                return Compare(earlier, hash);
            var problems = new Problems();
            var terms = scope.Find<CampaignRow>(campaignId)?.ToTerms();
            CampaignConcern.Check(request, terms, [], problems);
            if (problems.Any)
                return new AcceptResult.Refused(problems.All);
            Write(scope, tenantId, id, valid.Under(terms!, Priority.Normal), hash, now);
            OwnedAssetRow.Grant(scope, tenantId, assets);
            return new AcceptResult.Accepted(id, valid.Key, IsNew: true);
        }, ct);
    }

    /// <summary>Keeps a request and tells of it.</summary>
    public static void Write(CommitScope scope, string tenantId, Guid id, DeliverableSpec spec, string hash, DateTimeOffset now)
    {
        scope.Add(new DeliverableRow
        {
            Id = id,
            TenantId = tenantId,
            Key = spec.Key,
            Campaign = spec.Campaign.CampaignId,
            ContentHash = hash,
            AcceptedAt = now,
            Position = DeliverableRow.PositionOf(now, id),
            Spec = JsonSerializer.Serialize(spec, AtelierJson.Options),
        });
        scope.Publish(
            DeterministicId.OfMessage(nameof(DeliverableRequested), id),
            new DeliverableRequested { TenantId = tenantId, DeliverableId = id, OccurredAt = now, Spec = spec });
    }

    private static async Task<AcceptResult?> Earlier(IntakeDb db, string tenantId, string key, string hash, CancellationToken ct)
    {
        var id = DeterministicId.OfDeliverable(tenantId, key);
        return await db.Deliverables.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is { } earlier ? Compare(earlier, hash) : null;
    }

    /// <summary>What a request under a key gets that stands for one already.</summary>
    public static AcceptResult Compare(DeliverableRow earlier, string hash) => earlier.ContentHash == hash
        ? new AcceptResult.Accepted(earlier.Id, earlier.Key, IsNew: false)
        : new AcceptResult.KeyTaken(earlier.Id, earlier.Key);

    private static async Task CheckCampaign(IntakeDb db, string tenantId, DeliverableRequest request, Problems problems, CancellationToken ct)
    {
        if (request.Campaign is null)
            return;
        var id = CampaignRow.IdOf(tenantId, request.Campaign);
        var campaign = await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct);
        var known = campaign is null ? await db.Campaigns.Where(row => row.TenantId == tenantId).OrderBy(row => row.Name).Select(row => row.Name).Take(200).ToListAsync(ct) : [];
        CampaignConcern.Check(request, campaign?.ToTerms(), known, problems);
    }
}
