using System.Collections.Concurrent;

namespace Atelier.Simulator.Vendors;

/// <summary>What is truly wrong with each output made, by the hash of its bytes. For the bench; no vendor answer reads it.</summary>
internal sealed class Truths
{
    private readonly ConcurrentDictionary<string, Defect> _bySha256 = new(StringComparer.OrdinalIgnoreCase);

    public void Add(Rendered rendered) => _bySha256[rendered.Sha256] = rendered.Truth;

    public Defect? Of(string sha256) => _bySha256.TryGetValue(sha256, out var defect) ? defect : null;
}
