using System.Numerics;

namespace Atelier.Simulator.Rendering.Scenes;

/// <summary>A skyline in three depths with lit windows, above a river that mirrors it.</summary>
internal static class CityScene
{
    public static void Paint(Canvas canvas, Tones tones, ref Draws draws)
    {
        var quay = draws.Range(0.72f, 0.82f);
        var (sunX, _) = Sky.Paint(canvas, tones, ref draws, quay);
        for (var depth = 0; depth < 3; depth++)
        {
            var near = (depth + 1) / 3f;
            var x = -draws.Range(0, 0.1f);
            while (x < canvas.Aspect)
            {
                var wide = draws.Range(0.05f, 0.13f) * (0.7f + 0.5f * near);
                var middle = 1 - MathF.Abs(x / canvas.Aspect - 0.5f);
                var tall = draws.Range(0.12f, 0.46f) * middle * (1.15f - 0.3f * near);
                Tower(canvas, tones, x, quay - tall, wide, quay, near, draws.Below(4), (uint)draws.Next());
                x += wide * draws.Range(0.85f, 1.12f);
            }
        }
        Water.Paint(canvas, tones, quay, sunX, (uint)draws.Next());
    }

    private static void Tower(Canvas canvas, Tones tones, float left, float top, float wide, float foot, float near, int roof, uint seed)
    {
        var wall = Vector3.Lerp(Vector3.Lerp(tones.Far, tones.Dark, near * 0.85f), tones.Horizon, 0.4f * (1 - near));
        var side = Vector3.Lerp(wall, tones.Light, 0.16f);
        var glass = Vector3.Lerp(wall, tones.Zenith, 0.5f);
        var cell = 0.0125f + 0.010f * Noise.Hash(1, 2, seed);
        float floor = cell * (1.1f + 0.7f * Noise.Hash(3, 4, seed)), lit = 0.22f + 0.4f * Noise.Hash(5, 6, seed);
        var middle = left + wide / 2;

        if (roof == 1) canvas.Shape(middle - 0.003f, top - wide * 0.8f, middle + 0.003f, top, (u, _) => MathF.Abs(u - middle) - 0.0022f, (_, _) => wall);
        if (roof == 2) canvas.Shape(left, top - wide * 0.5f, left + wide, top, (u, v) => MathF.Abs(u - middle) - (v - top + wide * 0.5f), (_, _) => side);
        canvas.Shape(left, top, left + wide, foot,
            (u, v) => Math.Max(Math.Max(left - u, u - left - wide), top - v),
            (u, v) =>
            {
                float column = (u - left) / cell, row = (v - top) / floor, fx = column - MathF.Floor(column), fy = row - MathF.Floor(row);
                var colour = Vector3.Lerp(u > left + wide * 0.72f ? side : wall, tones.Dark, 0.12f * Noise.At(u * 90, v * 90, seed));
                if (row > 0.6f && fx is > 0.22f and < 0.8f && fy is > 0.25f and < 0.78f)
                {
                    var chance = Noise.Hash((int)column, (int)row, seed);
                    colour = chance < lit
                        ? Vector3.Lerp(tones.Light, tones.Accent, chance / lit * 0.75f) * (0.72f + 0.28f * near)
                        : Vector3.Lerp(glass, tones.Horizon, chance * 0.3f);
                }
                return Vector3.Lerp(colour, tones.Horizon, Math.Clamp((v - top) / (foot - top + 0.01f), 0, 1) * 0.38f * (1.1f - near));
            });
    }
}
