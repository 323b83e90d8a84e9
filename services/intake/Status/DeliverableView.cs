using System.Text.Json;
using Atelier.Contracts;
using Atelier.Intake.Store;

namespace Atelier.Intake.Status;

/// <summary>A deliverable as its requester sees it.</summary>
internal sealed record DeliverableView
{
    public required Guid Id { get; init; }

    public required string Key { get; init; }

    public required string Campaign { get; init; }

    public required Grade Grade { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    public required DeliverablePhase Phase { get; init; }

    /// <summary>Grows with every change; 0 before the first.</summary>
    public required long Version { get; init; }

    /// <summary>What was asked for, with the campaign's terms, formats in pixels and prompts expanded; left out of lists.</summary>
    public DeliverableSpec? Request { get; init; }

    /// <summary>The newest snapshot; missing while the router has not seen it.</summary>
    public DeliverableStatus? Status { get; init; }

    public required IReadOnlyList<FileView> Files { get; init; }

    public required object Links { get; init; }

    public static DeliverableView Of(DeliverableRow row, SnapshotRow? snapshot, bool withRequest)
    {
        var spec = JsonSerializer.Deserialize<DeliverableSpec>(row.Spec, AtelierJson.Options)!;
        var status = snapshot is null ? null : JsonSerializer.Deserialize<DeliverableStatus>(snapshot.Status, AtelierJson.Options);
        return new DeliverableView
        {
            Id = row.Id,
            Key = row.Key,
            Campaign = row.Campaign,
            Grade = spec.Grade,
            AcceptedAt = row.AcceptedAt,
            Phase = snapshot?.Phase ?? DeliverablePhase.Accepted,
            Version = snapshot?.Progress ?? 0,
            Request = withRequest ? spec : null,
            Status = status,
            Files = [.. (status?.Stages ?? []).Select(stage => stage.File).OfType<DeliveredFile>().Select(FileView.Of)],
            Links = new { Self = $"/v1/deliverables/{row.Id}", Events = $"/v1/deliverables/{row.Id}/events", Asset = "/v1/assets/{sha256}" },
        };
    }
}

/// <summary>A refined file and where to fetch it.</summary>
internal sealed record FileView
{
    public required string Stage { get; init; }

    public required string Url { get; init; }

    public required string PreviewUrl { get; init; }

    public required AssetRef Asset { get; init; }

    public static FileView Of(DeliveredFile file) => new()
    {
        Stage = file.Stage,
        Url = $"/v1/assets/{file.Asset.Sha256}",
        PreviewUrl = $"/v1/assets/{file.Preview.Sha256}",
        Asset = file.Asset,
    };
}
