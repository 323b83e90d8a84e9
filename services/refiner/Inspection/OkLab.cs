using System.Numerics;

namespace Atelier.Refiner.Inspection;

/// <summary>Björn Ottosson's OKLab: a colour space in which equal distances look about equally far.</summary>
internal static class OkLab
{
    private static readonly float[] Linear = [.. Enumerable.Range(0, 256).Select(v => Decode(v / 255f))];

    /// <summary>Lightness (0 to 1, times <paramref name="lightnessWeight"/>), a (green to red) and b (blue to yellow) of an sRGB colour.</summary>
    public static Vector3 Of(byte red, byte green, byte blue, float lightnessWeight = 1)
    {
        float r = Linear[red], g = Linear[green], b = Linear[blue];
        var l = MathF.Cbrt((0.4122214708f * r) + (0.5363325363f * g) + (0.0514459929f * b));
        var m = MathF.Cbrt((0.2119034982f * r) + (0.6806995451f * g) + (0.1073969566f * b));
        var s = MathF.Cbrt((0.0883024619f * r) + (0.2817188376f * g) + (0.6299787005f * b));
        return new Vector3(
            lightnessWeight * ((0.2104542553f * l) + (0.7936177850f * m) - (0.0040720468f * s)),
            (1.9779984951f * l) - (2.4285922050f * m) + (0.4505937099f * s),
            (0.0259040371f * l) + (0.7827717662f * m) - (0.8086757660f * s));
    }

    private static float Decode(float v) => v <= 0.04045f ? v / 12.92f : MathF.Pow((v + 0.055f) / 1.055f, 2.4f);
}
