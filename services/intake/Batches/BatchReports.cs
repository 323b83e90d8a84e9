using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.Intake.Store;
using CsvHelper;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.Batches;

/// <summary>What became of one deliverable of a batch.</summary>
internal sealed record BatchReportRow
{
    public required int Number { get; init; }

    public required string Key { get; init; }

    public required Guid Id { get; init; }

    public required DeliverablePhase Phase { get; init; }

    public required bool Held { get; init; }

    public string? Template { get; init; }

    public required string Format { get; init; }

    /// <summary>Attempts in all stages; those that were called off before a vendor was asked are none.</summary>
    public required int Attempts { get; init; }

    /// <summary>The model of the last attempt.</summary>
    public string? Model { get; init; }

    /// <summary>Sum of the known costs so far, micro-dollars.</summary>
    public required long CostMicros { get; init; }

    public required int UnpricedCosts { get; init; }

    /// <summary>Why it failed, when it did.</summary>
    public string? Failure { get; init; }

    /// <summary>The last stage's refined file.</summary>
    public string? File { get; init; }
}

/// <summary>Reports of batches, of any size in pages.</summary>
internal sealed class BatchReports(IDbContextFactory<IntakeDb> reads)
{
    private const int Page = 500;

    public async Task<bool> Has(string tenantId, Guid id, CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        return await db.Batches.AnyAsync(row => row.Id == id && row.TenantId == tenantId, ct);
    }

    public async IAsyncEnumerable<BatchReportRow> Rows(Guid batch, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var db = await reads.CreateDbContextAsync(ct);
        for (var after = 0; ; after += Page)
        {
            var page = await (
                from row in db.Deliverables.AsNoTracking()
                where row.BatchId == batch && row.BatchNumber > after && row.BatchNumber <= after + Page
                join snapshot in db.Snapshots.AsNoTracking() on row.Id equals snapshot.Id into snapshots
                from snapshot in snapshots.DefaultIfEmpty()
                orderby row.BatchNumber
                select new { Row = row, Snapshot = (SnapshotRow?)snapshot }).ToListAsync(ct);
            foreach (var pair in page)
                yield return Of(pair.Row, pair.Snapshot);
            if (page.Count < Page)
                yield break;
        }
    }

    public async Task WriteCsv(Guid batch, Stream body, CancellationToken ct)
    {
        // A cell that a spreadsheet would take for a formula is escaped.
        await using var csv = CsvWriter.Create(body, new CsvWriterOptions { HasHeader = false, NewLine = "\n", Injection = CsvInjection.Escape }, leaveOpen: true);
        await csv.WriteRecordAsync(["number", "key", "id", "phase", "held", "template", "format", "attempts", "model", "costUsd", "unpricedCosts", "failure", "file"], ct);
        await foreach (var row in Rows(batch, ct))
        {
            await csv.WriteRecordAsync(
            [
                $"{row.Number}", row.Key, $"{row.Id}", AtelierJson.NameOf(row.Phase), row.Held ? "true" : "false", row.Template ?? "", row.Format, $"{row.Attempts}", row.Model ?? "",
                (row.CostMicros / 1_000_000m).ToString("0.000000", CultureInfo.InvariantCulture), $"{row.UnpricedCosts}", row.Failure ?? "", row.File ?? "",
            ], ct);
        }
    }

    private static BatchReportRow Of(DeliverableRow row, SnapshotRow? snapshot)
    {
        var spec = JsonSerializer.Deserialize<DeliverableSpec>(row.Spec, AtelierJson.Options)!;
        var status = snapshot is null ? null : JsonSerializer.Deserialize<DeliverableStatus>(snapshot.Status, AtelierJson.Options);
        var attempts = (status?.Stages ?? []).SelectMany(stage => stage.Attempts).Where(attempt => attempt is not { Failure: FailureKind.Cancelled, Cost.Micros: 0 }).ToList();
        return new BatchReportRow
        {
            Number = row.BatchNumber!.Value, Key = row.Key, Id = row.Id, Phase = snapshot?.Phase ?? DeliverablePhase.Accepted, Held = snapshot?.Held ?? false,
            Template = spec.Stages[0].Prompt.Template, Format = spec.Stages[0].Format.Name, Attempts = attempts.Count, Model = attempts.LastOrDefault()?.Decision.Model,
            CostMicros = snapshot?.CostMicros ?? 0, UnpricedCosts = snapshot?.UnpricedCosts ?? 0,
            Failure = status?.Failure is { } failure ? $"{AtelierJson.NameOf(failure.Kind)}: {failure.Detail}" : null,
            File = (status?.Stages ?? []).Select(stage => stage.File).OfType<DeliveredFile>().LastOrDefault() is { } file ? $"/v1/assets/{file.Asset.Sha256}" : null,
        };
    }
}
