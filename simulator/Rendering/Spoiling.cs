using System.Numerics;

namespace Atelier.Simulator.Rendering;

/// <summary>Makes pixels bad. The ranges are those the README documents.</summary>
internal static class Spoiling
{
    public const float FarEnough = 90f / 255;

    public static byte[] Blank(int width, int height, ref Draws draws)
    {
        var rgb = new byte[width * height * 3];
        var ground = draws.Chance(0.5) ? new Vector3(draws.Chance(0.5) ? 0 : 1) : new Vector3(draws.Range(0, 1), draws.Range(0, 1), draws.Range(0, 1));
        float slope = draws.Range(0, 6), grain = draws.Range(0, 2);
        var seed = (uint)draws.Next();
        var at = 0;
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var add = slope * y / height + grain * (Noise.Hash(x, y, seed) - 0.5f);
                for (var c = 0; c < 3; c++) rgb[at++] = (byte)Math.Clamp(ground[c] * 255 + add + 0.5f, 0, 255);
            }
        return rgb;
    }

    /// <summary>Three box blurs: nearly a Gaussian.</summary>
    public static void Blur(byte[] rgb, int width, int height, ref Draws draws)
    {
        var radius = Math.Max(3, (int)MathF.Round(Math.Min(width, height) * draws.Range(0.012f, 0.024f)));
        var line = new byte[Math.Max(width, height) * 3];
        for (var pass = 0; pass < 3; pass++)
        {
            for (var y = 0; y < height; y++) Box(rgb, y * width * 3, 3, width, radius, line);
            for (var x = 0; x < width; x++) Box(rgb, x * 3, width * 3, height, radius, line);
        }
    }

    private static void Box(byte[] rgb, int start, int step, int count, int radius, byte[] line)
    {
        var window = 2 * radius + 1;
        for (var c = 0; c < 3; c++)
        {
            var sum = 0;
            for (var i = -radius; i <= radius; i++) sum += rgb[start + Math.Clamp(i, 0, count - 1) * step + c];
            for (var i = 0; i < count; i++)
            {
                line[i] = (byte)((sum + window / 2) / window);
                sum += rgb[start + Math.Min(i + radius + 1, count - 1) * step + c] - rgb[start + Math.Max(i - radius, 0) * step + c];
            }
            for (var i = 0; i < count; i++) rgb[start + i * step + c] = line[i];
        }
    }

    /// <summary>Another shape of about the same area: wider or narrower by a factor of at least 1.22 after rounding to even sides.</summary>
    public static (int Width, int Height) Reshape(int width, int height, ref Draws draws)
    {
        var factor = draws.Range(1.26f, 1.78f);
        if (draws.Chance(0.5)) factor = 1 / factor;
        return (Even(width * MathF.Sqrt(factor)), Even(height / MathF.Sqrt(factor)));
    }

    /// <summary>Up to three colours, from dark to light, all far from every reference; none when the references leave no room.</summary>
    public static Vector3[] Opposites(Vector3[] references, ref Draws draws)
    {
        var candidates = new List<(float Distance, Vector3 Colour)>();
        for (var hue = 0; hue < 12; hue++)
            foreach (var (saturation, value) in (ReadOnlySpan<(float, float)>)[(0.85f, 0.35f), (0.9f, 0.7f), (0.45f, 0.95f)])
            {
                var colour = FromHue(hue / 12f, saturation, value);
                var distance = references.Min(r => Vector3.Distance(r, colour));
                if (distance >= FarEnough + 0.12f) candidates.Add((distance, colour)); // beyond the bound: shading moves pixels about it
            }
        if (candidates.Count == 0) return [];
        var best = candidates.OrderByDescending(c => c.Distance).Take(6).ToArray();
        var first = best[draws.Below(best.Length)].Colour;
        return [.. best.Select(b => b.Colour).OrderBy(c => Vector3.Distance(c, first)).Take(3)];
    }

    public static int Even(float side) => Math.Max(16, (int)MathF.Round(side / 2) * 2);

    private static Vector3 FromHue(float hue, float saturation, float value)
    {
        static float Part(float h) => Math.Clamp(MathF.Abs(h - MathF.Floor(h) - 0.5f) * 6 - 1, 0, 1);
        var pure = new Vector3(Part(hue), Part(hue + 2 / 3f), Part(hue + 1 / 3f));
        return Vector3.Lerp(Vector3.One, pure, saturation) * value;
    }
}
