namespace Atelier.Contracts;

/// <summary>That persons look at a deliverable, whatever the routing table says: at every stage's output that the gate has accepted.</summary>
public enum ReviewWish
{
    /// <summary>One person.</summary>
    Required,

    /// <summary>Two different persons.</summary>
    FourEyes,
}
