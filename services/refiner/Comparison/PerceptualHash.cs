using System.Numerics;
using Atelier.Refiner.Inspection;

namespace Atelier.Refiner.Comparison;

/// <summary>
/// A difference hash (dHash) of 256 bits: the picture's brightness on a raster of 17 × 16, each bit telling whether a spot is brighter
/// than the one to its left. Scaling, encoding and a little noise leave it nearly as it is; another picture changes half of it.
/// </summary>
internal sealed class PerceptualHash
{
    private const int Columns = 17;
    private const int Rows = 16;
    private const double Step = 1; // levels of 255: what is as good as even stays even

    private readonly ulong[] _bits = new ulong[(Columns - 1) * Rows / 64];

    public static PerceptualHash Of(Frame frame)
    {
        var hash = new PerceptualHash();
        for (var row = 0; row < Rows; row++)
        {
            var left = Brightness(frame, 0, row);
            for (var column = 1; column < Columns; column++)
            {
                var here = Brightness(frame, column, row);
                var bit = (row * (Columns - 1)) + column - 1;
                if (here > left + Step)
                    hash._bits[bit / 64] |= 1UL << (bit % 64);
                left = here;
            }
        }
        return hash;
    }

    /// <summary>Share of the bits that differ, 0 to 1.</summary>
    public double DistanceTo(PerceptualHash other) => _bits.Zip(other._bits, (a, b) => BitOperations.PopCount(a ^ b)).Sum() / (64.0 * _bits.Length);

    /// <summary>Mean of a field of the raster; of a frame smaller than the raster, its nearest pixel.</summary>
    private static double Brightness(Frame frame, int column, int row)
    {
        var (left, top) = (column * frame.Width / Columns, row * frame.Height / Rows);
        var (right, bottom) = (Math.Max(left + 1, (column + 1) * frame.Width / Columns), Math.Max(top + 1, (row + 1) * frame.Height / Rows));
        var luma = frame.Luma;
        var sum = 0L;
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
                sum += luma[(y * frame.Width) + x];
        }
        return (double)sum / ((right - left) * (bottom - top));
    }
}
