using System.Text.Json;
using Atelier.Contracts;
using Atelier.Intake.Acceptance;
using Atelier.Intake.Catalog;
using Atelier.Intake.Requests;
using Atelier.Intake.Routing;
using Atelier.Intake.Store;
using Atelier.Intake.Validation;
using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.Delivered;

/// <summary>Makes the delivery of an accepted draft: a deliverable of its own on the delivery's route, cap, size and recipe, with the draft's seeds and controls.</summary>
internal sealed class Promotion(IntakeCatalog catalog, ActiveRouting routing, IDbContextFactory<IntakeDb> reads, GroupCommit<IntakeDb> writes, TimeProvider clock)
{
    public async Task<(AcceptResult? Result, DeliveredAnswer? Otherwise)> Promote(string tenantId, Guid id, PromoteRequest request, Problems problems, CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        if (await db.Deliverables.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.TenantId == tenantId, ct) is not { } draft)
            return (null, new DeliveredAnswer.Unknown());
        var spec = JsonSerializer.Deserialize<DeliverableSpec>(draft.Spec, AtelierJson.Options)!;
        var key = request.Key ?? $"{spec.Key}@delivery";
        if (!RequestValidator.IsKey(key))
            problems.Add("key", Problems.Show(key), "give the delivery a key of its own, of 1 to 200 visible characters");
        if (spec.Grade is not Grade.Draft)
            problems.Add("grade", "delivery", "promote a draft: this one is a delivery already; to make it better, POST …/regenerate");
        if (problems.Any)
            return (null, new DeliveredAnswer.Refused(problems.All));
        if (await db.Snapshots.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { Phase: DeliverablePhase.Delivered } snapshot)
            return (null, new DeliveredAnswer.NotDelivered());

        var status = JsonSerializer.Deserialize<DeliverableStatus>(snapshot.Status, AtelierJson.Options)!;
        var wanted = new ValidRequest { Key = key, Campaign = draft.Campaign, Grade = Grade.Delivery, References = [], Stages = [.. spec.Stages.Select((stage, i) => Delivery(stage, status.Stages[i], i, problems)).OfType<StageSpec>()] };
        if (!problems.Any)
            EligibilityConcern.Check(wanted, routing.Now(), routing.Capabilities(), problems);
        return problems.Any ? (null, new DeliveredAnswer.Refused(problems.All)) : (await Keep(tenantId, draft, wanted), null);
    }

    /// <summary>The stage as it was asked for or a reviewer edited it, with the seed of the attempt that was accepted, in the size of a delivery.</summary>
    private StageSpec? Delivery(StageSpec stage, StageStatus status, int index, Problems problems)
    {
        var table = routing.Now();
        if (!table.Categories.ContainsKey(stage.Category))
            problems.Add($"stages[{index}].category", Problems.Show(stage.Category), "the active routing table has no such category any more: ask for the delivery with a request of its own");
        if (!catalog.Formats.Names.Contains(stage.Format.Name))
            problems.Add($"stages[{index}].format", Problems.Show(stage.Format.Name), "the catalog has no such format any more: ask for the delivery with a request of its own");
        var accepted = status.Attempts.Single(attempt => attempt.AttemptId == status.FileOf);
        return problems.Any ? null : (accepted.Edits?.Over(stage) ?? stage) with
        {
            Seed = accepted.Seed is { } seed ? new SeedPolicy { Mode = SeedMode.Fixed, Value = seed } : stage.Seed,
            Format = catalog.Formats.Of(stage.Format.Name, stage.Medium, Grade.Delivery),
        };
    }

    private Task<AcceptResult> Keep(string tenantId, DeliverableRow draft, ValidRequest wanted)
    {
        var (id, campaignId) = (DeterministicId.OfDeliverable(tenantId, wanted.Key), CampaignRow.IdOf(tenantId, wanted.Campaign));
        var hash = $"promoted from {draft.Id:N}"; // the same draft under the same key is the same request, whatever the catalog says by now
        return writes.Commit<AcceptResult>([RowKey.Of<DeliverableRow>(id), RowKey.Of<CampaignRow>(campaignId)], scope =>
        {
            if (scope.Find<DeliverableRow>(id) is { } earlier)
                return RequestAcceptance.Compare(earlier, hash);
            RequestAcceptance.Write(scope, tenantId, id, wanted.Under(scope.Find<CampaignRow>(campaignId)!.ToTerms(), Priority.Normal) with { PromotedFrom = draft.Id }, hash, clock.GetUtcNow());
            return new AcceptResult.Accepted(id, wanted.Key, IsNew: true);
        });
    }
}
