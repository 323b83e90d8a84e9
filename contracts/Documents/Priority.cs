namespace Atelier.Contracts;

/// <summary>What goes first among a tenant's own deliverables when a tier is busy; between tenants it counts for nothing.</summary>
public enum Priority
{
    /// <summary>When nothing else waits: batches, unless they say otherwise.</summary>
    Low,

    /// <summary>What a request has that does not say.</summary>
    Normal,

    /// <summary>Before what is normal.</summary>
    High,

    /// <summary>Before everything else of the tenant.</summary>
    Urgent,
}
