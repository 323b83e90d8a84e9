namespace Atelier.Contracts;

/// <summary>An operator's word on a charge that no vendor has told.</summary>
public sealed record Settlement
{
    /// <summary>What was charged, micro-dollars; null: written off. Then no budget sets anything aside for it any more, and its cost stays unpriced: unknown is not zero.</summary>
    public long? Micros { get; init; }

    /// <summary>Who said so: the name of an API key, as the gateway knows it.</summary>
    public required string By { get; init; }

    /// <summary>What it rests on, as an invoice.</summary>
    public required string Note { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
