using System.Numerics;

namespace Atelier.Simulator.Rendering.Scenes;

/// <summary>A sky with a sun or moon, its glow, lit clouds, and stars when it is dark.</summary>
internal static class Sky
{
    private const int Coarse = 4; // clouds are soft: they are worked out for one pixel in 16

    public static (float X, float Y) Paint(Canvas canvas, Tones tones, ref Draws draws, float horizon)
    {
        float sunX = canvas.Aspect * draws.Range(0.18f, 0.82f), sunY = horizon * draws.Range(0.25f, 0.85f), radius = draws.Range(0.035f, 0.085f);
        float cover = draws.Range(0.42f, 0.56f), stretch = draws.Range(2.2f, 4.5f), scale = draws.Range(1.6f, 3.2f);
        var seed = (uint)draws.Next();
        var stars = Tones.Luma(tones.Zenith) < 0.3f ? 0.0018f : 0;
        var clouds = Clouds(canvas, horizon, scale, stretch, seed, out var stride);

        for (var y = 0; y < canvas.Height; y++)
        {
            var v = (y + 0.5f) * canvas.Step;
            var sky = Vector3.Lerp(tones.Zenith, tones.Horizon, Canvas.Smooth(0, horizon, v));
            var row = canvas.Row(y);
            float gy = (float)y / Coarse; int gi = (int)gy; float gt = gy - gi;
            for (var x = 0; x < row.Length; x++)
            {
                float u = (x + 0.5f) * canvas.Step, dx = u - sunX, dy = v - sunY;
                var distance = MathF.Sqrt(dx * dx + dy * dy);
                var colour = sky;
                if (stars > 0 && v < horizon && Noise.Hash(x, y, seed) > 1 - stars)
                    colour = Vector3.Lerp(colour, Vector3.One, 0.4f + 0.6f * Noise.Hash(y, x, seed));
                colour = Vector3.Lerp(colour, tones.Light, 0.75f / (1 + 38 * distance * distance) * 0.8f);
                colour = Vector3.Lerp(colour, tones.Light * 1.05f, Math.Clamp((radius - distance) * canvas.Height + 0.5f, 0, 1));

                float gx = (float)x / Coarse; int gj = (int)gx; float gs = gx - gj;
                int at = gi * stride + gj;
                float top = clouds[at] + (clouds[at + 1] - clouds[at]) * gs, below = clouds[at + stride] + (clouds[at + stride + 1] - clouds[at + stride]) * gs;
                var density = top + (below - top) * gt;
                var cloud = Canvas.Smooth(cover, cover + 0.2f, density);
                if (cloud > 0)
                {
                    var lit = Canvas.Smooth(cover, cover + 0.32f, density);
                    colour = Vector3.Lerp(colour, Vector3.Lerp(tones.Light, Vector3.Lerp(tones.Far, tones.Zenith, 0.35f), lit * 0.6f), cloud * 0.8f);
                }
                row[x] = colour;
            }
        }
        return (sunX, sunY);
    }

    private static float[] Clouds(Canvas canvas, float horizon, float scale, float stretch, uint seed, out int stride)
    {
        stride = canvas.Width / Coarse + 3;
        var rows = canvas.Height / Coarse + 3;
        var grid = new float[stride * rows];
        for (var j = 0; j < rows; j++)
        {
            var v = j * Coarse * canvas.Step;
            if (v > horizon + 0.1f) break;
            for (var i = 0; i < stride; i++) grid[j * stride + i] = Noise.Fractal(i * Coarse * canvas.Step * scale, v * scale * stretch, 5, seed);
        }
        return grid;
    }
}
