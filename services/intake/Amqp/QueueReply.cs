using Atelier.Contracts;

namespace Atelier.Intake.Amqp;

/// <summary>What a sender that gave a <c>reply_to</c> is told, as JSON.</summary>
internal sealed record QueueReply
{
    public required bool Accepted { get; init; }

    public Guid? Id { get; init; }

    public string? Key { get; init; }

    /// <summary>Where to look, at the gateway.</summary>
    public string? Status { get; init; }

    public IReadOnlyList<RequestProblem>? Problems { get; init; }
}
