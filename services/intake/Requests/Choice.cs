using Atelier.Platform.Catalog;

namespace Atelier.Intake.Requests;

/// <summary>Remedies that offer what there is to choose from.</summary>
internal static class Choice
{
    /// <summary>As <c>use one of a, b, c (did you mean "b"?)</c>.</summary>
    public static string Of(string? found, IEnumerable<string> known) => $"use one of {string.Join(", ", known)}{Guess(found, known)}";

    /// <summary>As <c> (did you mean "b"?)</c>; empty when nothing is near.</summary>
    public static string Guess(string? found, IEnumerable<string> known) => Spelling.Nearest(found ?? "", known) is { } name ? $" (did you mean \"{name}\"?)" : "";
}
