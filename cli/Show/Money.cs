using System.Globalization;

namespace Atelier.Cli.Show;

/// <summary>Micro-dollars for people: cents and what is below them, since an attempt may cost less than a cent.</summary>
internal static class Money
{
    public static string Of(long micros) => (micros / 1_000_000m).ToString("$0.0000", CultureInfo.InvariantCulture);

    /// <summary>With a mark where some costs are not known.</summary>
    public static string Of(long micros, int unpriced) => unpriced == 0 ? Of(micros) : $"{Of(micros)}+?";
}
