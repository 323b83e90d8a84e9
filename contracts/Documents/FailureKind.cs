namespace Atelier.Contracts;

/// <summary>Why an attempt gave no output.</summary>
public enum FailureKind
{
    /// <summary>The vendor answered with an error, or with something that cannot be used.</summary>
    VendorError,

    /// <summary>The vendor refused the prompt or the output (moderation): never asked again of the same model.</summary>
    Refused,

    /// <summary>No output by the deadline.</summary>
    TimedOut,

    /// <summary>The vendor had no room (429, quota) for as long as could be waited.</summary>
    Saturated,

    /// <summary>The vendor would not take the request as it was built (bad input).</summary>
    InvalidRequest,

    /// <summary>It is not known whether the vendor took the request: neither asked again blindly nor called free.</summary>
    SubmissionUnknown,

    /// <summary>The output was made but could not be fetched or kept.</summary>
    OutputLost,

    /// <summary>It was called off, by a cancelled deliverable or a hold; it is no try of the model, and no cap counts it.</summary>
    Cancelled,
}
