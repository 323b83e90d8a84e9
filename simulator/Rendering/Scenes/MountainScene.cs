using System.Numerics;

namespace Atelier.Simulator.Rendering.Scenes;

/// <summary>Ridges fading into the distance, often over a lake, with pines in front.</summary>
internal static class MountainScene
{
    public static void Paint(Canvas canvas, Tones tones, ref Draws draws)
    {
        var horizon = draws.Range(0.52f, 0.68f);
        var (sunX, _) = Sky.Paint(canvas, tones, ref draws, horizon);
        var ridges = 3 + draws.Below(3);
        var sharpness = draws.Range(0.5f, 1.1f);
        for (var i = 0; i < ridges; i++)
        {
            var near = (i + 1f) / ridges;
            Ridge(canvas, tones, sunX, horizon - 0.10f + 0.17f * near * near, draws.Range(0.16f, 0.30f) * (1.15f - 0.6f * near) * (0.7f + 0.3f * sharpness),
                draws.Range(1.1f, 2.1f) + near * 1.2f, near, (uint)draws.Next());
        }
        if (draws.Chance(0.65)) Water.Paint(canvas, tones, horizon + draws.Range(0.10f, 0.16f), sunX, (uint)draws.Next());
        Pines(canvas, tones, ref draws);
    }

    private static void Ridge(Canvas canvas, Tones tones, float sunX, float foot, float amplitude, float frequency, float near, uint seed)
    {
        var body = Vector3.Lerp(Vector3.Lerp(tones.Far, tones.Near, near), tones.Horizon, 0.42f * (1 - near));
        var lit = Vector3.Lerp(body, tones.Light, 0.42f);
        var shade = Vector3.Lerp(body, tones.Dark, 0.24f + 0.18f * near);
        var snow = Vector3.Lerp(tones.Light, Vector3.One, 0.25f);
        for (var x = 0; x < canvas.Width; x++)
        {
            var u = (x + 0.5f) * canvas.Step;
            var crest = foot - amplitude * (Noise.Ridged(u * frequency, 7, seed) - 0.35f);
            var towards = Math.Clamp((sunX - u) * 5, -1, 1);
            var top = Math.Max(0, (int)(crest * canvas.Height));
            for (var y = top; y < canvas.Height; y++)
            {
                float v = (y + 0.5f) * canvas.Step, depth = v - crest;
                var rock = Noise.At((u + depth * 0.55f) * 38, (v - u * 0.3f) * 15, seed + 9) * 0.55f
                    + Noise.At((u - depth * 0.8f) * 105, v * 60, seed + 10) * 0.45f;
                var slope = Relief(u, depth, frequency, seed) - Relief(u + towards * 0.022f, depth, frequency, seed);
                var shaded = Math.Clamp(0.5f + slope * 2.6f + (rock - 0.5f) * 0.9f, 0, 1);
                var light = 0.45f * shaded + 0.55f * Canvas.Smooth(0.44f, 0.54f, shaded); // facets, not clouds
                var colour = light > 0.5f ? Vector3.Lerp(body, lit, (light - 0.5f) * 2) : Vector3.Lerp(shade, body, light * 2);
                var cap = amplitude * 0.32f - depth * 1.3f - (rock - 0.5f) * 0.13f;
                if (near < 0.75f && cap > 0) colour = Vector3.Lerp(colour, snow, Math.Min(1, cap * 40) * (0.35f + 0.6f * light));
                colour = Vector3.Lerp(colour, tones.Horizon, Math.Min(0.5f, depth * 1.8f * (1 - near)));
                canvas.Blend(x, y, colour, Math.Clamp((v - crest) * canvas.Height + 0.5f, 0, 1));
            }
        }
    }

    private static float Relief(float u, float depth, float frequency, uint seed) =>
        0.65f * Noise.At((u + depth * 0.35f) * 6 * frequency, depth * 7, seed + 3)
        + 0.35f * Noise.At((u - depth * 0.6f) * 15 * frequency, depth * 19, seed + 4);

    private static void Pines(Canvas canvas, Tones tones, ref Draws draws)
    {
        var ground = draws.Range(0.90f, 0.97f);
        var seed = (uint)draws.Next();
        Span<float> crest = canvas.Width <= 4096 ? stackalloc float[canvas.Width] : new float[canvas.Width];
        for (var x = 0; x < crest.Length; x++) crest[x] = ground + 0.04f * (Noise.Fractal(x * canvas.Step * 3, 0, 4, seed) - 0.5f);
        var trees = (int)(canvas.Aspect * draws.Range(9, 26));
        for (var i = 0; i < trees; i++)
        {
            var side = draws.Range(-1, 1); // more of them at the edges, to frame the view
            var cx = canvas.Aspect * (0.5f + 0.54f * MathF.CopySign(MathF.Pow(MathF.Abs(side), 0.6f), side));
            float tall = draws.Range(0.08f, 0.15f) * (0.75f + 0.9f * MathF.Abs(side)), wide = tall * draws.Range(0.17f, 0.24f), tiers = draws.Range(7, 12);
            Pine(canvas, tones, cx, ground + 0.02f, tall, wide, tiers, seed + (uint)i);
        }
        for (var x = 0; x < canvas.Width; x++)
            for (var y = (int)(crest[x] * canvas.Height); y < canvas.Height; y++)
            {
                var grass = Noise.At(x * canvas.Step * 240, y * canvas.Step * 60, seed + 5);
                canvas.Blend(x, y, Vector3.Lerp(tones.Dark, tones.Near, 0.10f + 0.38f * grass), Math.Clamp((y + 0.5f) - crest[x] * canvas.Height, 0, 1));
            }
    }

    private static void Pine(Canvas canvas, Tones tones, float cx, float foot, float tall, float wide, float tiers, uint seed) =>
        canvas.Shape(cx - wide, foot - tall, cx + wide, foot,
            (u, v) =>
            {
                var down = (v - (foot - tall)) / tall;
                var tier = down * tiers;
                var reach = wide * down * (0.55f + 0.45f * (tier - MathF.Floor(tier))) * (0.8f + 0.4f * Noise.At(v * 160, u < cx ? 0 : 9, seed));
                return MathF.Abs(u - cx) - reach;
            },
            (u, v) => Vector3.Lerp(tones.Dark, tones.Near, 0.05f + 0.45f * Noise.At(u * 150, v * 110, seed) * (u < cx ? 1 : 0.5f)));
}
