using System.Buffers.Binary;
using System.Security.Cryptography;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Saga;

namespace Atelier.Router.Policy;

/// <summary>Whether a person is asked, by the routing table and by the request.</summary>
internal static class ReviewNeeds
{
    private static readonly ReviewRule OnRequest = new() { When = [ReviewCause.Accepted], Grades = [Grade.Draft, Grade.Delivery] };

    /// <summary>
    /// The rule that asks; null when nobody is asked. A request asks at every output that the gate has accepted; at the cap only a table asks.
    /// </summary>
    public static ReviewRule? For(DeliverableState state, RoutingPolicy policy, ReviewCause cause)
    {
        var rule = Rule(state, policy);
        var byTable = rule is not null && rule.When.Contains(cause) && rule.Grades.Contains(state.Spec.Grade) && (cause is ReviewCause.Cap || IsInShare(state.Id, state.Stage, rule.Share));
        if (byTable)
            return state.Spec.Review is ReviewWish.FourEyes ? rule! with { FourEyes = true } : rule;
        return state.Spec.Review is { } wish && cause is ReviewCause.Accepted ? (rule ?? OnRequest) with { FourEyes = wish is ReviewWish.FourEyes || rule?.FourEyes is true } : null;
    }

    /// <summary>What the table says of the stage's category, for what holds of any review: grants and deadline.</summary>
    public static ReviewRule Terms(DeliverableState state, RoutingPolicy policy) => Rule(state, policy) ?? OnRequest;

    private static ReviewRule? Rule(DeliverableState state, RoutingPolicy policy) => policy.Table.Categories.GetValueOrDefault(state.StageSpec.Category)?.Review;

    /// <summary>
    /// Which ones a share means can be recomputed: the first four bytes, big-endian, of the SHA-256 of <c>atelier-review/1|{deliverable id}|{stage}</c>,
    /// as a part of 2^32, lie below it.
    /// </summary>
    public static bool IsInShare(Guid deliverableId, int stage, double share) =>
        share >= 1 || BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"atelier-review/1|{deliverableId:N}|{stage}"))) < share * 4_294_967_296d;
}
