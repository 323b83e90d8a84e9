using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Atelier.Contracts;

namespace Atelier.Router.Policy;

/// <summary>
/// The seed of an attempt, which anyone can recompute: the first four bytes, big-endian, of the SHA-256 of
/// <c>atelier-seed/1|{source}|{deliverable key}|{stage}|{attempt}</c>, where the source is the campaign's seed lock, the fixed seed, or
/// the deliverable's id. A fixed seed is used as it is for the first attempt: a second try with the same seed would make the same picture.
/// </summary>
internal static class Seeds
{
    public static long For(DeliverableSpec spec, Guid deliverableId, int stage, int ordinal)
    {
        var policy = spec.Stages[stage].Seed;
        return policy.Mode switch
        {
            SeedMode.Fixed when ordinal == 1 => policy.Value!.Value,
            SeedMode.Fixed => Derive($"{policy.Value}", spec.Key, stage, ordinal),
            SeedMode.Locked => Derive($"{spec.Campaign.SeedLock}", spec.Key, stage, ordinal),
            _ => Derive($"{deliverableId:N}", spec.Key, stage, ordinal),
        };
    }

    public static long Derive(string source, string key, int stage, int ordinal) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"atelier-seed/1|{source}|{key}|{stage}|{ordinal}")));
}
