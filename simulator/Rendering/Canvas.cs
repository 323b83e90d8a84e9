using System.Numerics;
using System.Runtime.CompilerServices;

namespace Atelier.Simulator.Rendering;

/// <summary>Pixels as floating RGB (0 to 1), with the few painting tools the scenes share. Units: 1 is the canvas's height.</summary>
internal sealed class Canvas(int width, int height)
{
    public readonly int Width = width;
    public readonly int Height = height;
    public readonly Vector3[] Pixels = new Vector3[width * height];
    public readonly float Aspect = (float)width / height;

    /// <summary>The size of a pixel.</summary>
    public readonly float Step = 1f / height;

    public Span<Vector3> Row(int y) => Pixels.AsSpan(y * Width, Width);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Smooth(float low, float high, float value)
    {
        var t = Math.Clamp((value - low) / (high - low), 0, 1);
        return t * t * (3 - 2 * t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Blend(int x, int y, Vector3 colour, float alpha)
    {
        if (alpha <= 0) return;
        ref var pixel = ref Pixels[y * Width + x];
        pixel = alpha >= 1 ? colour : Vector3.Lerp(pixel, colour, alpha);
    }

    /// <summary>Paints every pixel of a box for which <paramref name="distance"/> (signed, in units) is negative, with a one-pixel soft edge.</summary>
    public void Shape(float left, float top, float right, float bottom, Func<float, float, float> distance, Func<float, float, Vector3> colour, float alpha = 1)
    {
        int x0 = Math.Max(0, (int)(left * Height) - 1), x1 = Math.Min(Width - 1, (int)(right * Height) + 1);
        int y0 = Math.Max(0, (int)(top * Height) - 1), y1 = Math.Min(Height - 1, (int)(bottom * Height) + 1);
        for (var y = y0; y <= y1; y++)
        {
            var v = (y + 0.5f) * Step;
            for (var x = x0; x <= x1; x++)
            {
                var u = (x + 0.5f) * Step;
                var cover = Math.Clamp(0.5f - distance(u, v) * Height, 0, 1);
                if (cover > 0) Blend(x, y, colour(u, v), cover * alpha);
            }
        }
    }

    public void Disc(float cx, float cy, float radius, Vector3 colour, float alpha = 1) =>
        Shape(cx - radius, cy - radius, cx + radius, cy + radius,
            (u, v) => MathF.Sqrt((u - cx) * (u - cx) + (v - cy) * (v - cy)) - radius, (_, _) => colour, alpha);

    public void Ellipse(float cx, float cy, float rx, float ry, Func<float, float, Vector3> colour, float alpha = 1) =>
        Shape(cx - rx, cy - ry, cx + rx, cy + ry, (u, v) => EllipseDistance(u - cx, v - cy, rx, ry), colour, alpha);

    public static float EllipseDistance(float dx, float dy, float rx, float ry)
    {
        var k = MathF.Sqrt(dx * dx / (rx * rx) + dy * dy / (ry * ry));
        return (k - 1) * Math.Min(rx, ry);
    }
}
