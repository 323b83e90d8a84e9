using System.Numerics;

namespace Atelier.Simulator.Rendering.Scenes;

/// <summary>Mirrors what stands above a line, broken by ripples that widen towards the viewer.</summary>
internal static class Water
{
    public static void Paint(Canvas canvas, Tones tones, float line, float sunX, uint seed)
    {
        var shore = (int)(line * canvas.Height);
        for (var y = shore; y < canvas.Height; y++)
        {
            var depth = (y - shore + 0.5f) * canvas.Step;
            var near = depth / (1 - line);
            var row = canvas.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                var u = (x + 0.5f) * canvas.Step;
                var wave = Noise.At(u * (26 - 18 * near), 60 * MathF.Sqrt(depth) + 3, seed) - 0.5f;
                var from = Math.Clamp(shore - 1 - (int)((depth * 1.15f + wave * (0.015f + 0.07f * near)) * canvas.Height), 0, Math.Max(0, shore - 1));
                var side = Math.Clamp(x + (int)(wave * 14 * near), 0, row.Length - 1);
                var colour = Vector3.Lerp(canvas.Pixels[from * canvas.Width + side], tones.Near, 0.22f + 0.25f * near);
                var glint = wave > 0.22f - 0.1f * MathF.Exp(-MathF.Abs(u - sunX) * 6) ? MathF.Exp(-MathF.Abs(u - sunX) * 4.5f) : 0;
                row[x] = Vector3.Lerp(colour * (0.94f + 0.12f * wave), tones.Light, glint * 0.6f);
            }
        }
    }
}
