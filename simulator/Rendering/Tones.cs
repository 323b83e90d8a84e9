using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Atelier.Simulator.Rendering;

/// <summary>The colours a scene is painted with: from the reference colours, or from a curated set that fits the prompt.</summary>
internal sealed partial record Tones(Vector3 Zenith, Vector3 Horizon, Vector3 Light, Vector3 Far, Vector3 Near, Vector3 Dark, Vector3 Accent)
{
    private static readonly (string Words, Tones Tones)[] Curated =
    [
        ("sunset dusk golden warm evening", Of("2b2d5b e8825a ffd9a0 8a5a7a 46355c 1e1a33 f4a259")),
        ("dawn morning spring pastel soft", Of("7fa6d6 f7c9b6 fff1d6 9fb0cf 5f7aa0 2f3f63 f28ba8")),
        ("teal cinematic film moody", Of("0f3b4c f0a868 ffe1b0 3f7480 1f4a58 0b1f2a ef7b45")),
        ("forest green garden jungle", Of("8fbfb0 dcebc8 fff8dc 6f9f7a 2f6b4a 12301f f2c14e")),
        ("desert sand dune canyon dry", Of("4f8fb8 f6d6a8 fff3d0 d39a6a b0623f 5a2a20 e4572e")),
        ("winter snow ice arctic frost", Of("5c8fc4 e3eef8 ffffff a9c4de 6b8fb5 26405f f2b6a0")),
        ("night neon cyber moon midnight", Of("14143c 6a3fa0 ffe6f7 4a3a8c 2a2464 0d0c24 22d3ee")),
        ("autumn fall harvest october", Of("7a9cb8 f5d7a1 fff0c9 c98f5b 9c4a2f 40201c f2b134")),
        ("ocean sea coast summer beach", Of("1f7fbf bfe6ee fffbe6 5fb0c4 2a7f93 0e3d4f ff9f68")),
        ("rose pink romantic blossom", Of("b06fa0 ffd0d0 fff0ea cf8fb0 8a4a7c 3c1f45 ffb35c")),
    ];

    /// <summary>Names, in a prompt or a <c>palette</c> field, such as <c>#1d3557</c>.</summary>
    public static Vector3[] References(RenderRequest request) =>
        [.. request.Palette.Concat(HexColour().Matches(request.Prompt).Select(m => m.Value)).Distinct(StringComparer.OrdinalIgnoreCase).Take(8).Select(Parse)];

    public static Tones For(RenderRequest request, Vector3[] references, ref Draws draws)
    {
        if (references.Length > 0) return FromReferences(references);
        var prompt = request.Prompt.ToLowerInvariant();
        var matching = Curated.Where(c => c.Words.Split(' ').Any(prompt.Contains)).ToArray();
        return (matching.Length > 0 ? matching : Curated)[draws.Below(matching.Length > 0 ? matching.Length : Curated.Length)].Tones;
    }

    /// <summary>Lightest for light and horizon, darkest near, the most colourful as the accent; few colours are stretched in lightness.</summary>
    public static Tones FromReferences(Vector3[] references)
    {
        var sorted = references.OrderBy(Luma).ToList();
        Vector3 dark = sorted[0], light = sorted[^1];
        if (sorted.Count == 1) (dark, light) = (dark * 0.72f, Vector3.Lerp(light, Vector3.One, 0.25f));
        var accent = sorted.MaxBy(Chroma);
        Vector3 Pick(float at) => sorted[(int)MathF.Round(at * (sorted.Count - 1))];
        return new Tones(Pick(0.4f), Pick(0.8f), light, Pick(0.6f), Pick(0.25f), dark, accent);
    }

    public static float Luma(Vector3 c) => Vector3.Dot(c, new Vector3(0.299f, 0.587f, 0.114f));

    public static Vector3 Parse(string hex)
    {
        var value = int.Parse(hex.AsSpan(hex.StartsWith('#') ? 1 : 0), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new Vector3(value >> 16 & 255, value >> 8 & 255, value & 255) / 255f;
    }

    private static float Chroma(Vector3 c) => Math.Max(c.X, Math.Max(c.Y, c.Z)) - Math.Min(c.X, Math.Min(c.Y, c.Z));

    private static Tones Of(string hexes)
    {
        var c = hexes.Split(' ').Select(Parse).ToArray();
        return new Tones(c[0], c[1], c[2], c[3], c[4], c[5], c[6]);
    }

    [GeneratedRegex("#[0-9a-fA-F]{6}\\b")]
    internal static partial Regex HexColour();
}
