namespace Atelier.Generator.Attempts;

/// <summary>Where an attempt stands.</summary>
internal enum AttemptState
{
    /// <summary>Nothing is at the vendor; it is asked (again) at a known moment.</summary>
    Waiting,

    /// <summary>The vendor is being asked. Found without an owner, nobody knows whether it was.</summary>
    Submitting,

    /// <summary>The vendor may have taken the request, and is asked whether it has by an id of our own.</summary>
    Settling,

    /// <summary>The vendor has a job whose id is known.</summary>
    Submitted,

    /// <summary>The output is made and a link to it is known, and nothing else leads to it.</summary>
    Fetching,

    /// <summary>The output is kept.</summary>
    Completed,

    /// <summary>There is no output.</summary>
    Failed,

    /// <summary>It is not known whether the vendor took the request.</summary>
    SubmissionUnknown,
}
