using Atelier.Contracts;

namespace Atelier.Cli.Client;

/// <summary>A deliverable as <c>GET /v1/deliverables/{id}</c> shows it: the part that a client of this kind looks at.</summary>
public sealed record DeliverableView
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The client's key.</summary>
    public required string Key { get; init; }

    /// <summary>When it was taken in.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required DeliverablePhase Phase { get; init; }

    /// <summary>Grows with every change.</summary>
    public required long Version { get; init; }

    /// <summary>Its newest snapshot; missing at first.</summary>
    public DeliverableStatus? Status { get; init; }

    /// <summary>The refined files.</summary>
    public IReadOnlyList<FileView> Files { get; init; } = [];

    /// <summary>Whether it is over.</summary>
    public bool Ended => Phase is DeliverablePhase.Delivered or DeliverablePhase.Failed or DeliverablePhase.Cancelled;

    /// <summary>A reproduction by its id; null while it does not show.</summary>
    public Reproduction? Reproduction(Guid id) => Status?.Reproductions.FirstOrDefault(reproduction => reproduction.Id == id);

    /// <summary>How many attempts it has had, in all its stages.</summary>
    public int Attempts => Status?.Stages.Sum(stage => stage.Attempts.Count) ?? 0;

    /// <summary>The newest attempt of the stage in hand.</summary>
    public AttemptStatus? Attempt => Status?.Stages.LastOrDefault(stage => stage.Name == Status.Stage)?.Attempts.LastOrDefault();
}

/// <summary>A refined file and where to fetch it.</summary>
public sealed record FileView
{
    /// <summary>The stage it came from.</summary>
    public required string Stage { get; init; }

    /// <summary>Address of the file, from the gateway's root.</summary>
    public required string Url { get; init; }

    /// <summary>Address of its preview.</summary>
    public required string PreviewUrl { get; init; }

    /// <summary>What it is.</summary>
    public required AssetRef Asset { get; init; }
}
