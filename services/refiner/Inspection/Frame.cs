namespace Atelier.Refiner.Inspection;

/// <summary>Pixels: rows of 8-bit RGB triples.</summary>
internal sealed class Frame(int width, int height, ReadOnlyMemory<byte> rgb)
{
    private byte[]? _luma;

    public int Width { get; } = width;

    public int Height { get; } = height;

    public ReadOnlyMemory<byte> Rgb { get; } = rgb;

    /// <summary>Brightness of each pixel, 0 to 255 (Rec. 601 weights).</summary>
    public ReadOnlySpan<byte> Luma => _luma ??= ToLuma();

    private byte[] ToLuma()
    {
        var rgb = Rgb.Span;
        var luma = new byte[Width * Height];
        for (int i = 0, at = 0; i < luma.Length; i++, at += 3)
            luma[i] = (byte)((77 * rgb[at] + 150 * rgb[at + 1] + 29 * rgb[at + 2] + 128) >> 8);
        return luma;
    }
}
