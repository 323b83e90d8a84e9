using System.Security.Cryptography;
using System.Text;

namespace Atelier.Contracts;

/// <summary>
/// Ids that anyone can recompute, so that doing a thing twice gives it the same name: the first 16 bytes of the SHA-256 of
/// the parts joined by U+001F, with the version (8, custom) and variant bits of RFC 9562.
/// </summary>
public static class DeterministicId
{
    /// <summary>The id of a deliverable: a tenant and the client's own key.</summary>
    public static Guid OfDeliverable(string tenantId, string key) => From("deliverable", tenantId, key);

    /// <summary>The id of an attempt: its deliverable, stage (from 0) and ordinal within the stage (from 1).</summary>
    public static Guid OfAttempt(Guid deliverableId, int stage, int ordinal) => From("attempt", deliverableId.ToString("N"), $"{stage}", $"{ordinal}");

    /// <summary>The id of a review: its deliverable, stage (from 0) and place among the stage's reviews (from 1).</summary>
    public static Guid OfReview(Guid deliverableId, int stage, int ordinal) => From("review", deliverableId.ToString("N"), $"{stage}", $"{ordinal}");

    /// <summary>The id of a message about a subject: the same message about the same subject has the same id.</summary>
    public static Guid OfMessage(string messageType, Guid subject, params ReadOnlySpan<string> more) => From(["message", messageType, subject.ToString("N"), .. more]);

    /// <summary>The id of the parts, in their order.</summary>
    public static Guid From(params ReadOnlySpan<string> parts)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001F', parts!)), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
