using Atelier.Contracts;

namespace Atelier.Intake.Acceptance;

/// <summary>What became of a request.</summary>
internal abstract record AcceptResult
{
    private AcceptResult() { }

    /// <summary>It is kept; <see cref="IsNew"/> is false when it was kept already.</summary>
    public sealed record Accepted(Guid Id, string Key, bool IsNew) : AcceptResult;

    /// <summary>The key stands for another request.</summary>
    public sealed record KeyTaken(Guid Id, string Key) : AcceptResult;

    /// <summary>It cannot be taken, and nothing of it was kept.</summary>
    public sealed record Refused(IReadOnlyList<RequestProblem> Problems) : AcceptResult;
}
