using System.Numerics;

namespace Atelier.Simulator.Rendering.Scenes;

/// <summary>Patterned spheres on a wooden table before a lit wall: a product shot, ray by ray.</summary>
internal static class StillLifeScene
{
    private readonly record struct Ball(Vector3 Centre, float Radius, Vector3 Base, Vector3 Second, int Pattern, float Bands, uint Seed);

    public static void Paint(Canvas canvas, Tones tones, ref Draws draws, int count)
    {
        var balls = Arrange(canvas.Aspect, tones, ref draws, count);
        var sun = Vector3.Normalize(new Vector3(draws.Range(-0.9f, 0.9f), draws.Range(0.8f, 1.3f), draws.Range(-0.9f, -0.4f)));
        var seed = (uint)draws.Next();
        float lampX = canvas.Aspect * draws.Range(0.25f, 0.75f), grain = draws.Range(5, 11);
        var tile = draws.Chance(0.4);

        for (var y = 0; y < canvas.Height; y++)
        {
            var row = canvas.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                float u = (x + 0.5f) * canvas.Step, v = (y + 0.5f) * canvas.Step;
                var ray = Vector3.Normalize(new Vector3(u - canvas.Aspect / 2, 0.36f - v, 1.25f));
                row[x] = Trace(ray, balls, sun, tones, u - lampX, v, grain, tile, seed);
            }
        }
    }

    private static Ball[] Arrange(float aspect, Tones tones, ref Draws draws, int count)
    {
        Vector3[] colours = [tones.Accent, tones.Near, tones.Light, tones.Far, tones.Horizon, tones.Zenith, tones.Dark];
        var balls = new Ball[count];
        var spread = Math.Min(1.5f, aspect * 0.78f);
        for (var i = 0; i < count; i++)
        {
            var radius = draws.Range(0.30f, 0.48f) * (count > 3 ? 0.72f : count > 1 ? 0.95f : 1.6f) * Math.Min(1, aspect * 0.9f + 0.1f);
            var at = count == 1 ? 0 : (i / (count - 1f) * 2 - 1) * spread;
            var centre = new Vector3(at + draws.Range(-0.08f, 0.08f), radius - 1, 3.1f + draws.Range(-0.35f, 0.75f) + 0.55f * (i % 2));
            var second = colours[(i + 1 + draws.Below(5)) % colours.Length];
            balls[i] = new Ball(centre, radius, colours[i % colours.Length], second, draws.Below(4), draws.Range(9, 19), (uint)draws.Next());
        }
        return balls;
    }

    private static Vector3 Trace(Vector3 ray, Ball[] balls, Vector3 sun, Tones tones, float lamp, float v, float grain, bool tile, uint seed)
    {
        var best = float.MaxValue;
        var hit = -1;
        for (var i = 0; i < balls.Length; i++)
        {
            var along = Vector3.Dot(ray, balls[i].Centre);
            var miss = balls[i].Centre.LengthSquared() - along * along - balls[i].Radius * balls[i].Radius;
            if (miss > 0) continue;
            var t = along - MathF.Sqrt(-miss);
            if (t < best) (best, hit) = (t, i);
        }
        if (hit >= 0) return Shade(balls[hit], ray * best, ray, sun, tones);
        var table = ray.Y < 0 ? -1 / ray.Y : float.MaxValue;
        if (table < 6.2f / Math.Max(0.2f, ray.Z)) return Table(ray * table, balls, sun, tones, grain, tile, seed);

        var wall = Vector3.Lerp(tones.Zenith, tones.Horizon, Math.Clamp(1.1f - 1.5f * MathF.Sqrt(lamp * lamp + (v - 0.3f) * (v - 0.3f)), 0, 1));
        var plaster = Noise.Fractal(ray.X * 14, ray.Y * 14, 3, seed + 4) - 0.5f;
        var scratch = Noise.At(ray.X * 160, ray.Y * 190, seed + 5) - 0.5f;
        return wall * (1 + 0.22f * plaster + 0.10f * scratch);
    }

    private static Vector3 Shade(in Ball ball, Vector3 at, Vector3 ray, Vector3 sun, Tones tones)
    {
        var normal = (at - ball.Centre) / ball.Radius;
        float turn = MathF.Atan2(normal.Z, normal.X), swirl = Noise.Fractal(normal.X * 3 + 9, normal.Y * 3 + normal.Z * 2, 4, ball.Seed);
        var pattern = ball.Pattern switch
        {
            0 => MathF.Sin(normal.Y * ball.Bands + swirl * 2.5f) > 0 ? 1f : 0f,
            1 => Canvas.Smooth(0.44f, 0.5f, swirl + 0.06f * Noise.At(normal.X * 40, normal.Y * 40, ball.Seed)),
            2 => MathF.Sin(turn * MathF.Round(ball.Bands * 0.7f)) * MathF.Sin(normal.Y * ball.Bands) > 0 ? 1 : 0,
            _ => MathF.Pow(MathF.Abs(MathF.Sin(swirl * 16 + normal.Y * 4)), 0.6f),
        };
        var skin = Vector3.Lerp(ball.Base, ball.Second, pattern) * (0.95f + 0.1f * Noise.At(normal.X * 70, normal.Y * 70, ball.Seed + 1));
        var facing = Vector3.Dot(normal, sun);
        var diffuse = Math.Clamp(facing * 0.85f + 0.15f, 0, 1);
        var rim = MathF.Pow(1 - Math.Clamp(-Vector3.Dot(normal, ray), 0, 1), 3);
        var shine = MathF.Pow(Math.Clamp(Vector3.Dot(Vector3.Reflect(ray, normal), sun), 0, 1), 40);
        return Vector3.Lerp(skin * (0.34f + 0.78f * diffuse), tones.Horizon, rim * 0.35f) + Vector3.Lerp(tones.Light, Vector3.One, 0.5f) * shine * 0.75f;
    }

    private static Vector3 Table(Vector3 at, Ball[] balls, Vector3 sun, Tones tones, float grain, bool tile, uint seed)
    {
        float shadow = 0, contact = 0;
        foreach (var ball in balls)
        {
            var to = ball.Centre - at;
            var along = Vector3.Dot(to, sun);
            var miss = MathF.Sqrt(Math.Max(0, to.LengthSquared() - along * along));
            if (along > 0) shadow = Math.Max(shadow, Canvas.Smooth(ball.Radius * 1.18f, ball.Radius * 0.82f, miss));
            contact = Math.Max(contact, MathF.Exp(-6 * new Vector2(to.X, to.Z).LengthSquared() / (ball.Radius * ball.Radius)));
        }
        float shade;
        if (tile) shade = ((int)MathF.Floor(at.X * 2.5f) + (int)MathF.Floor(at.Z * 2.5f) & 1) == 0 ? 0.25f : 0.8f;
        else
        {
            var plank = MathF.Floor(at.X * 2.2f);
            var ring = MathF.Sin((at.X * grain + Noise.At(at.X * 3, at.Z * 0.9f + plank * 7, seed) * 5) * 6);
            shade = 0.45f + 0.25f * ring * Noise.At(at.X * 30, at.Z * 2.5f, seed + 2) + 0.18f * (Noise.Hash((int)plank, 1, seed) - 0.5f);
            if (at.X * 2.2f - plank < 0.02f) shade = 0;
        }
        shade += 0.14f * (Noise.At(at.X * 60, at.Z * 22, seed + 3) - 0.5f);
        var wood = Vector3.Lerp(tones.Dark, Vector3.Lerp(tones.Near, tones.Far, 0.5f), Math.Clamp(0.3f + 0.8f * shade, 0, 1)) * 1.15f;
        return Vector3.Lerp(wood, tones.Dark * 0.6f, Math.Clamp(shadow * 0.62f + contact * 0.5f, 0, 0.85f));
    }
}
