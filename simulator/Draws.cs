using System.Security.Cryptography;
using System.Text;

namespace Atelier.Simulator;

/// <summary>A stream of pseudo-random numbers named by a text: the same text draws the same numbers on every machine.</summary>
internal struct Draws(ulong state)
{
    private ulong _state = state;

    public static Draws From(string key)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(key), hash);
        return new Draws(BitConverter.ToUInt64(hash));
    }

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public float Range(float low, float high) => low + (float)Unit() * (high - low);

    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public bool Chance(double probability) => Unit() < probability;

    /// <summary>A normal variate (Box and Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());
}
