using System.Globalization;

namespace Atelier.Router.Budgets;

/// <summary>Amounts in words.</summary>
internal static class Money
{
    /// <summary>As <c>$0.0600</c>; smaller parts where there are any.</summary>
    public static string Usd(decimal micros) => string.Create(CultureInfo.InvariantCulture, $"${micros / 1_000_000m:0.0000##}");
}
