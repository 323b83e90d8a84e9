using System.Numerics;

namespace Atelier.Simulator.Rendering;

/// <summary>From painted colours to bytes: contrast, saturation, vignette, the pull towards reference colours, grain.</summary>
internal static class Grading
{
    private const float Grain = 7f / 255;

    /// <summary>How much of a colour's distance to its nearest reference is left: enough for shading, little enough that the references dominate.</summary>
    private const float Left = 0.38f;

    public static byte[] Finish(Canvas canvas, double guidance, Vector3[] references, uint seed)
    {
        var rgb = new byte[canvas.Width * canvas.Height * 3];
        float contrast = 0.90f + 0.28f * (float)guidance, saturation = 0.82f + 0.42f * (float)guidance;
        var at = 0;
        for (var y = 0; y < canvas.Height; y++)
        {
            var row = canvas.Row(y);
            var dy = (y + 0.5f) * canvas.Step - 0.5f;
            for (var x = 0; x < row.Length; x++)
            {
                var dx = ((x + 0.5f) / canvas.Width) - 0.5f;
                var colour = row[x] * (1.04f - 0.34f * (dx * dx + dy * dy));
                var luma = Tones.Luma(colour);
                colour = new Vector3(luma) + (colour - new Vector3(luma)) * saturation;
                colour = (colour - new Vector3(0.47f)) * contrast + new Vector3(0.47f);
                if (references.Length > 0) colour = Pull(colour, references, Left);
                colour += new Vector3((Noise.Hash(x, y, seed) - 0.5f) * Grain);
                colour = Vector3.Clamp(colour, Vector3.Zero, Vector3.One) * 255;
                rgb[at++] = (byte)(colour.X + 0.5f);
                rgb[at++] = (byte)(colour.Y + 0.5f);
                rgb[at++] = (byte)(colour.Z + 0.5f);
            }
        }
        return rgb;
    }

    /// <summary>Moves a colour towards the references around it; weights fall with the fourth power of distance, so that no contour shows.</summary>
    public static Vector3 Pull(Vector3 colour, ReadOnlySpan<Vector3> references, float left)
    {
        var sum = Vector3.Zero;
        var total = 0f;
        foreach (var reference in references)
        {
            var distance = Vector3.DistanceSquared(colour, reference) + 0.0004f;
            var weight = 1 / (distance * distance);
            sum += reference * weight;
            total += weight;
        }
        return Vector3.Lerp(sum / total, colour, left);
    }
}
