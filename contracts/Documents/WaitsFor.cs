namespace Atelier.Contracts;

/// <summary>What an attempt that is wanted waits for.</summary>
public enum WaitsFor
{
    /// <summary>A slot of its tier, which is as busy as its routing table allows.</summary>
    Slot,

    /// <summary>Money in its budget.</summary>
    Budget,
}
