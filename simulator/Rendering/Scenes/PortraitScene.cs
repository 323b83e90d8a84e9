using System.Numerics;

namespace Atelier.Simulator.Rendering.Scenes;

/// <summary>A figure in flat, textured shapes before soft lights. The face follows from <c>identity</c> alone: same references, same character.</summary>
internal static class PortraitScene
{
    private static readonly Vector3[] Skins = [.. "f3cfb3 e0ac86 c68863 9a6244 6f4530 f7dcc8".Split(' ').Select(Tones.Parse)];
    private static readonly Vector3[] Hairs = [.. "2a1c18 5b3420 a5612c d9a65a 7a2f22 3c3f55 c9c4c0".Split(' ').Select(Tones.Parse)];
    private static readonly Vector3[] Irises = [.. "3f6f8a 4b7a4c 6b4526 5a5f77".Split(' ').Select(Tones.Parse)];

    public static void Paint(Canvas canvas, Tones tones, ref Draws draws, Draws identity)
    {
        var seed = (uint)draws.Next();
        Backdrop(canvas, tones, ref draws, seed);
        float cx = canvas.Aspect * (0.5f + draws.Range(-0.06f, 0.06f)), scale = Math.Min(1, canvas.Aspect * 1.25f) * draws.Range(0.94f, 1.06f), cy = 0.40f;
        Figure(canvas, tones, cx, cy, scale, draws.Chance(0.5) ? 1 : -1, ref identity, seed);
    }

    private static void Backdrop(Canvas canvas, Tones tones, ref Draws draws, uint seed)
    {
        for (var y = 0; y < canvas.Height; y++)
        {
            var row = canvas.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                float u = (x + 0.5f) * canvas.Step, v = (y + 0.5f) * canvas.Step;
                var wash = Noise.At(u * 2.2f, v * 1.6f, seed) * 0.6f + Noise.At(u * 6 + v * 2, v * 6, seed + 1) * 0.4f;
                var brush = Noise.At(u * 120 + v * 40, v * 22 - u * 12, seed + 2) - 0.5f;
                row[x] = Vector3.Lerp(tones.Zenith, tones.Horizon, Canvas.Smooth(0.2f, 0.8f, wash * 0.7f + v * 0.3f)) * (1 + 0.22f * brush);
            }
        }
        for (var i = 0; i < 26; i++)
        {
            var radius = draws.Range(0.012f, 0.07f);
            float cx = draws.Range(0, canvas.Aspect), cy = draws.Range(0, 0.9f);
            canvas.Disc(cx, cy, radius, Vector3.Lerp(tones.Light, tones.Accent, draws.Range(0, 1)), draws.Range(0.12f, 0.42f));
        }
    }

    private static void Figure(Canvas canvas, Tones tones, float cx, float cy, float s, int side, ref Draws identity, uint seed)
    {
        var skin = Skins[identity.Below(Skins.Length)];
        var hair = Hairs[identity.Below(Hairs.Length)];
        var iris = Irises[identity.Below(Irises.Length)];
        var cloth = identity.Chance(0.5) ? tones.Accent : tones.Near;
        var trim = identity.Chance(0.5) ? tones.Light : tones.Dark;
        float faceWide = s * identity.Range(0.132f, 0.155f), faceTall = s * identity.Range(0.180f, 0.200f), hairLength = s * identity.Range(0.10f, 0.52f);
        float weave = identity.Range(24, 60), brow = s * identity.Range(0.005f, 0.010f);
        float mouth = s * identity.Range(0.040f, 0.056f), eye = s * identity.Range(0.021f, 0.027f);
        var stripes = identity.Below(3);
        var strand = (uint)identity.Next();

        Vector3 Lit(Vector3 colour, float u, float v, float grain) =>
            Vector3.Lerp(colour * 0.66f, Vector3.Lerp(colour, tones.Light, 0.20f), Canvas.Smooth(-0.16f * s, 0.13f * s, (u - cx) * side))
            * (1 + grain * (Noise.At(u * 130, v * 130, seed + 6) - 0.5f));
        Vector3 Strands(float u, float v) => Lit(hair, u, v, 0.1f) * (0.62f + 0.72f * Noise.At((u - cx) * 210 + MathF.Sin(v * 14) * 5, v * 9, strand));
        Vector3 Cloth(float u, float v)
        {
            var thread = stripes switch
            {
                0 => MathF.Sin(v * weave * 3),
                1 => MathF.Sin((u + v) * weave * 2) * MathF.Sin((u - v) * weave * 2),
                _ => Noise.At(u * weave, v * weave, strand) - 0.62f,
            };
            return Lit(thread > 0 ? Vector3.Lerp(cloth, trim, 0.5f) : cloth, u, v, 0.30f);
        }

        canvas.Ellipse(cx, cy - 0.03f * s, faceWide * 1.32f, faceTall * 1.20f, Strands);
        canvas.Shape(cx - faceWide * 1.32f, cy - 0.03f * s, cx + faceWide * 1.32f, cy + hairLength, // the hair that falls
            (u, v) => MathF.Abs(u - cx) - faceWide * (1.30f - 0.35f * (v - cy) / hairLength) + 0.014f * s * Noise.At(u * 160, 0, strand), Strands);
        canvas.Ellipse(cx, cy + 0.66f * s, 0.36f * s, 0.35f * s, Cloth);
        canvas.Shape(cx - 0.07f * s, cy + 0.10f * s, cx + 0.07f * s, cy + 0.34f * s,
            (u, v) => MathF.Abs(u - cx) - 0.058f * s - Math.Max(0, v - cy - 0.26f * s) * 0.6f,
            (u, v) => Lit(skin * (v < cy + 0.22f * s ? 0.80f : 0.92f), u, v, 0.06f));
        canvas.Ellipse(cx, cy + 0.335f * s, 0.085f * s, 0.045f * s, (u, v) => Lit(skin * 0.92f, u, v, 0.06f));
        canvas.Shape(cx - faceWide, cy - faceTall, cx + faceWide, cy + faceTall,
            (u, v) => Canvas.EllipseDistance(u - cx, v - cy, faceWide * (v > cy ? 1 - 0.28f * (v - cy) / faceTall : 1), faceTall),
            (u, v) => Lit(skin, u, v, 0.07f));

        foreach (var half in (ReadOnlySpan<int>)[-1, 1])
        {
            float ex = cx + half * faceWide * 0.44f, ey = cy + 0.005f * s;
            canvas.Ellipse(cx + half * faceWide * 0.52f, cy + 0.065f * s, 0.034f * s, 0.022f * s, (_, _) => Vector3.Lerp(skin, tones.Accent, 0.45f), 0.45f);
            canvas.Ellipse(ex, ey, eye * 1.28f, eye * 0.70f, (_, v) => v < ey - eye * 0.42f ? hair * 0.45f : new Vector3(0.96f, 0.95f, 0.93f));
            canvas.Ellipse(ex, ey, eye * 0.60f, eye * 0.60f, (_, _) => iris);
            canvas.Disc(ex, ey, eye * 0.30f, new Vector3(0.05f, 0.04f, 0.06f));
            canvas.Disc(ex + eye * 0.2f * side, ey - eye * 0.22f, eye * 0.13f, Vector3.One);
            canvas.Shape(ex - eye * 1.5f, ey - eye * 2.4f, ex + eye * 1.5f, ey - eye,
                (u, v) => MathF.Abs(v - (ey - eye * 1.75f + (u - ex) * (u - ex) * 7 / s)) - brow * (1 - 0.4f * MathF.Abs(u - ex) / eye),
                (_, _) => hair * 0.7f);
        }
        canvas.Shape(cx - 0.03f * s, cy, cx + 0.03f * s, cy + 0.085f * s,
            (u, v) => MathF.Abs(u - cx + side * (v - cy) * 0.16f) - 0.0045f * s - (v - cy) * 0.07f, (_, _) => skin * 0.74f, 0.75f);
        float my = cy + 0.118f * s, smile = identity.Range(2.5f, 5.5f) / s;
        canvas.Shape(cx - mouth, my - 0.03f * s, cx + mouth, my + 0.02f * s,
            (u, v) => MathF.Abs(v - my + smile * (u - cx) * (u - cx)) - 0.014f * s * (1 - (u - cx) * (u - cx) / (mouth * mouth)),
            (u, v) => Vector3.Lerp(skin, new Vector3(0.62f, 0.16f, 0.20f), v + smile * (u - cx) * (u - cx) < my ? 0.78f : 0.5f));
        canvas.Shape(cx - faceWide * 1.1f, cy - faceTall * 1.15f, cx + faceWide * 1.1f, cy - 0.02f * s, // the fringe, parted
            (u, v) => Math.Max(
                Canvas.EllipseDistance(u - cx, v - cy + 0.02f * s, faceWide * 1.16f, faceTall * 1.14f),
                v - (cy - faceTall * 0.56f + MathF.Abs(u - cx + side * 0.05f * s) * 0.62f + 0.012f * s * Noise.At(u * 110, 1, strand))), Strands);
    }
}
