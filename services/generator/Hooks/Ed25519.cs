using System.Numerics;
using System.Security.Cryptography;

namespace Atelier.Generator.Hooks;

/// <summary>
/// Checks Ed25519 signatures (RFC 8032), which the framework does not. Everything it sees is public, so it need not take the same time for
/// every input; a check takes a few milliseconds.
/// </summary>
internal static class Ed25519
{
    private const int KeyBytes = 32;

    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger L = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);
    private static readonly Point Base = Decode([0x58, .. Enumerable.Repeat((byte)0x66, 31)])!.Value;
    private static readonly Point Zero = new(0, 1, 1, 0);

    /// <summary>A point in extended coordinates: x = X/Z, y = Y/Z, T = XY/Z.</summary>
    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);

    public static bool Verify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (key.Length != KeyBytes || signature.Length != 2 * KeyBytes) return false;
        if (Decode(key) is not { } a || Decode(signature[..KeyBytes]) is not { } r) return false;
        var s = Little(signature[KeyBytes..]);
        if (s >= L) return false; // else one signature could be written in several ways
        var h = Little(SHA512.HashData([.. signature[..KeyBytes], .. key, .. message])) % L;
        return Same(Times(s, Base), Add(r, Times(h, a)));
    }

    private static Point? Decode(ReadOnlySpan<byte> bytes)
    {
        Span<byte> masked = stackalloc byte[KeyBytes];
        bytes.CopyTo(masked);
        masked[^1] &= 0x7F;
        var (y, negative) = (Little(masked), (bytes[^1] & 0x80) != 0);
        if (y >= P) return null;
        var square = Mod((y * y - 1) * Inverse(Mod(D * y * y + 1)));
        var x = BigInteger.ModPow(square, (P + 3) / 8, P);
        if (Mod(x * x - square) != 0) x = Mod(x * RootOfMinusOne);
        if (Mod(x * x - square) != 0 || (x.IsZero && negative)) return null;
        if (x.IsEven == negative) x = P - x;
        return new Point(x, y, 1, Mod(x * y));
    }

    private static Point Add(Point p, Point q)
    {
        var (a, b) = (Mod((p.Y - p.X) * (q.Y - q.X)), Mod((p.Y + p.X) * (q.Y + q.X)));
        var (c, d) = (Mod(2 * p.T * q.T * D), Mod(2 * p.Z * q.Z));
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new Point(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    private static Point Times(BigInteger scalar, Point point)
    {
        var sum = Zero;
        for (; !scalar.IsZero; scalar >>= 1, point = Add(point, point))
        {
            if (!scalar.IsEven) sum = Add(sum, point);
        }

        return sum;
    }

    private static bool Same(Point p, Point q) => Mod(p.X * q.Z - q.X * p.Z).IsZero && Mod(p.Y * q.Z - q.Y * p.Z).IsZero;

    private static BigInteger Little(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(value, P - 2, P);

    private static BigInteger Mod(BigInteger value) => value % P is var rest && rest.Sign < 0 ? rest + P : rest;
}
