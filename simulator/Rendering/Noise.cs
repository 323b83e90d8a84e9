using System.Runtime.CompilerServices;

namespace Atelier.Simulator.Rendering;

/// <summary>Lattice value noise: cheap, smooth, and the same everywhere.</summary>
internal static class Noise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Hash(int x, int y, uint seed)
    {
        var h = (uint)x * 0x8da6b343u ^ (uint)y * 0xd8163841u ^ seed * 0xcb1ab31fu;
        h ^= h >> 15; h *= 0x2c1b3c6du; h ^= h >> 12; h *= 0x297a2d39u; h ^= h >> 15;
        return h * (1f / uint.MaxValue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float At(float x, float y, uint seed)
    {
        int xi = (int)MathF.Floor(x), yi = (int)MathF.Floor(y);
        float fx = x - xi, fy = y - yi;
        fx = fx * fx * (3 - 2 * fx);
        fy = fy * fy * (3 - 2 * fy);
        float a = Hash(xi, yi, seed), b = Hash(xi + 1, yi, seed), c = Hash(xi, yi + 1, seed), d = Hash(xi + 1, yi + 1, seed);
        return a + (b - a) * fx + (c - a + (a - b - c + d) * fx) * fy;
    }

    /// <summary>Octaves of <see cref="At"/>, rotated against each other so that the lattice does not show; about 0 to 1.</summary>
    public static float Fractal(float x, float y, int octaves, uint seed)
    {
        float sum = 0, amplitude = 0.5f, total = 0;
        for (var i = 0; i < octaves; i++)
        {
            sum += amplitude * At(x, y, seed + (uint)i * 101);
            total += amplitude;
            amplitude *= 0.5f;
            (x, y) = (1.6f * x + 1.2f * y + 3.7f, -1.2f * x + 1.6f * y + 1.3f);
        }
        return sum / total;
    }

    /// <summary>Sharp crests, for mountains.</summary>
    public static float Ridged(float x, int octaves, uint seed)
    {
        float sum = 0, amplitude = 0.5f, total = 0;
        for (var i = 0; i < octaves; i++)
        {
            sum += amplitude * (1 - MathF.Abs(2 * At(x, i * 7.3f, seed + (uint)i * 57) - 1));
            total += amplitude;
            amplitude *= 0.48f;
            x = x * 2.07f + 5.1f;
        }
        return sum / total;
    }
}
