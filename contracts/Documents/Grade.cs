namespace Atelier.Contracts;

/// <summary>What a deliverable is for: a draft may be cheap and rough, a delivery is refined without exception.</summary>
public enum Grade
{
    /// <summary>To look at and decide.</summary>
    Draft,

    /// <summary>To be used.</summary>
    Delivery,
}
