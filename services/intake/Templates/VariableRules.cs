using System.Globalization;
using System.Text.RegularExpressions;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Templates;

/// <summary>What a template's variable may hold.</summary>
internal static class VariableRules
{
    public const int LongestText = 8_000;
    private static readonly TimeSpan PatternPatience = TimeSpan.FromMilliseconds(100);

    /// <summary>What to give instead of a value that does not fit; null when it does. An empty default stands for "none".</summary>
    public static string? Remedy(TemplateVariable variable, string value) => variable.Kind switch
    {
        VariableType.Choice => variable.Allowed!.Contains(value) ? null : Choice.Of(value, variable.Allowed!),
        VariableType.Number => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && Within(variable, number)
            ? null : $"give a number{Bounds(variable.Min, variable.Max)}",
        VariableType.Whole => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && Within(variable, whole)
            ? null : $"give a whole number{Bounds(variable.Min, variable.Max)}",
        VariableType.Flag => value is "true" or "false" ? null : "give true or false",
        _ => Text(variable, value),
    };

    /// <summary>What a template sees: a flag is a truth, all else its text.</summary>
    public static object ValueOf(TemplateVariable variable, string value) => variable.Kind is VariableType.Flag ? value == "true" : value;

    /// <summary>The pattern, held to the whole text; it cannot run away with the time.</summary>
    public static Regex PatternOf(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, PatternPatience);

    private static string? Text(TemplateVariable variable, string value)
    {
        if (value.Length < (variable.MinLength ?? 0) || value.Length > (variable.MaxLength ?? LongestText))
            return $"give a text of{Bounds(variable.MinLength, variable.MaxLength ?? LongestText)} characters; this has {value.Length:N0}";
        return variable.Pattern is null || Matches(variable.Pattern, value) ? null : $"give a text that matches {variable.Pattern}";
    }

    private static bool Matches(string pattern, string value)
    {
        try
        {
            return PatternOf(pattern).IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static bool Within(TemplateVariable variable, double number) => !(number < variable.Min) && !(number > variable.Max);

    private static string Bounds(double? min, double? max) => (min, max) switch
    {
        (null, null) => "",
        ({ } low, null) => string.Create(CultureInfo.InvariantCulture, $" of at least {low:#,0.####}"),
        (null, { } high) => string.Create(CultureInfo.InvariantCulture, $" of at most {high:#,0.####}"),
        ({ } low, { } high) => string.Create(CultureInfo.InvariantCulture, $" {low:#,0.####} to {high:#,0.####}"),
    };
}
