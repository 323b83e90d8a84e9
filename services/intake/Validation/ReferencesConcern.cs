using System.Globalization;
using System.Text.RegularExpressions;
using Atelier.Contracts;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Validation;

/// <summary>References say where they are, what they are for and how much they count. What is behind them is looked at later.</summary>
internal static partial class ReferencesConcern
{
    public const int Most = 8;
    private const string FirstFrame = "firstFrame";
    private static readonly string[] Roles = ["subject", "style", "composition", FirstFrame];

    public static IEnumerable<WantedReference> Read(StageRequest stage, int index, string path, Problems problems)
    {
        var references = stage.References ?? [];
        if (references.Count > Most)
            problems.Add($"{path}.references", $"{references.Count} references", $"give at most {Most}");
        var firstFrames = 0;
        for (var i = 0; i < Math.Min(references.Count, Most); i++)
        {
            if (references[i] is not { } reference)
                continue; // already a problem of its type
            var at = $"{path}.references[{i}]";
            if (reference.Role == FirstFrame && (++firstFrames > 1 || stage.Medium == Medium.Image || index > 0))
                problems.Add($"{at}.role", FirstFrame, index > 0 ? "leave it out: the accepted still is the first frame" : "one first frame, for a video only; for an image use composition");
            if (ReadOne(reference, index, at, problems) is { } wanted)
                yield return wanted;
        }
    }

    private static WantedReference? ReadOne(ReferenceRequest reference, int stage, string path, Problems problems)
    {
        Uri? url = null;
        if (reference.Url is null == reference.Asset is null)
            problems.Add(path, reference.Url is null ? "neither url nor asset" : "both url and asset", "give one of them");
        else if (reference.Url is { } text && (text.Length > 2_000 || !Uri.TryCreate(text, UriKind.Absolute, out url) || url.Scheme is not ("http" or "https")))
            problems.Add($"{path}.url", Problems.Show(text), "give a public http or https address of at most 2,000 characters");
        else if (reference.Asset is { } asset && !Hash().IsMatch(asset))
            problems.Add($"{path}.asset", Problems.Show(asset), "give the asset's SHA-256 as 64 lower-case hex digits");
        if (reference.Role is null || !Roles.Contains(reference.Role))
            problems.Add($"{path}.role", Problems.Show(reference.Role), Choice.Of(reference.Role, Roles));
        if (reference.Weight is { } weight && weight is not (>= 0 and <= 1))
            problems.Add($"{path}.weight", weight.ToString(CultureInfo.InvariantCulture), "use 0 (ignore) to 1 (follow closely)");
        return problems.Any ? null : new WantedReference { Stage = stage, Path = path, Url = url, Asset = reference.Asset, Role = reference.Role!, Weight = reference.Weight ?? 1 };
    }

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex Hash();
}
