namespace Atelier.Refiner.Inspection;

/// <summary>Arithmetic on pixels that several probes share.</summary>
internal static class Pixels
{
    /// <summary>The value below which <paramref name="share"/> of the bytes lie, at each <paramref name="stride"/>-th byte from <paramref name="offset"/>.</summary>
    public static int Quantile(ReadOnlySpan<byte> bytes, double share, int offset = 0, int stride = 1)
    {
        Span<int> histogram = stackalloc int[256];
        var total = 0;
        for (var i = offset; i < bytes.Length; i += stride, total++) histogram[bytes[i]]++;
        var below = 0;
        for (var value = 0; value < 256; value++)
        {
            below += histogram[value];
            if (below >= share * total) return value;
        }

        return 255;
    }

    /// <summary>Whether all but specks of it are as dark as black gets after compression: in every channel, so that night is not black.</summary>
    public static bool IsBlack(Frame frame)
    {
        const int Darkest = 16;
        for (var channel = 0; channel < 3; channel++)
        {
            if (Quantile(frame.Rgb.Span, 0.98, channel, 3) > Darkest) return false;
        }

        return true;
    }

    /// <summary>The share of pixels whose brightness differs by more than <paramref name="levels"/>; frames of one size.</summary>
    public static double Changed(Frame a, Frame b, int levels)
    {
        ReadOnlySpan<byte> x = a.Luma, y = b.Luma;
        var changed = 0;
        for (var i = 0; i < x.Length; i++) changed += Math.Abs(x[i] - y[i]) > levels ? 1 : 0;
        return (double)changed / x.Length;
    }

    /// <summary>The middle value; 0 for none.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
