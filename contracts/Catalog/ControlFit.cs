using System.Globalization;

namespace Atelier.Contracts.Catalog;

/// <summary>Fits the controls that may be dropped (<see cref="StageControl"/>) to what a model takes, and maps what means the same everywhere to its own values.</summary>
public static class ControlFit
{
    /// <summary>What the model is really asked for, what it was not given with the reason, and what was mapped.</summary>
    public static FittedControls Of(ModelCard card, StageSpec stage)
    {
        var (dropped, mapped) = (new List<string>(), new List<string>());
        if (stage.NegativePrompt is not null && !card.NegativePrompt)
            dropped.Add("negativePrompt: the model takes none");
        var guidance = Guidance(card, stage, dropped, mapped);
        var motion = stage.Motion is { } asked ? Motion(card, asked, dropped, mapped) : null;
        if (!card.ReferenceWeights && stage.References.Any(reference => reference.Weight < 1 && reference.Role != Eligibility.FirstFrame))
            dropped.Add("references.weight: the model takes none, each counts in full");
        return new FittedControls
        {
            NegativePrompt = card.NegativePrompt ? stage.NegativePrompt : null,
            Guidance = guidance,
            Motion = motion,
            Dropped = dropped,
            Mapped = mapped,
        };
    }

    /// <summary>Why a model cannot honour a control as it was asked for; null when it can, or when nothing was asked.</summary>
    public static string? Lack(ModelCard card, StageSpec stage, StageControl control) => control switch
    {
        StageControl.NegativePrompt => stage.NegativePrompt is not null && !card.NegativePrompt ? "takes no negative prompt" : null,
        StageControl.Motion => stage.Motion is not { } motion ? null
            : !card.Motion ? "takes no motion controls"
            : motion.Camera is { } camera && Missing(card, camera) is { Count: > 0 } missing ? $"takes no {string.Join(", ", missing)}" : null,
        StageControl.Guidance => stage.Guidance is null && stage.GuidanceStrength is null ? null
            : card.Guidance is not { } range ? "takes no guidance"
            : stage.Guidance is { } asked && (asked < range.Min || asked > range.Max)
                ? string.Create(CultureInfo.InvariantCulture, $"takes guidance of {range.Min:0.##} to {range.Max:0.##}, not {asked:0.##}") : null,
        _ => throw new ArgumentOutOfRangeException(nameof(control)),
    };

    /// <summary>A value of the model's own stands before a strength: a reviewer may give one where the request gave the other.</summary>
    private static double? Guidance(ModelCard card, StageSpec stage, List<string> dropped, List<string> mapped)
    {
        if ((stage.Guidance ?? stage.GuidanceStrength) is null)
            return null;
        if (card.Guidance is not { } range)
        {
            dropped.Add("guidance: the model takes none");
            return null;
        }
        if (stage.Guidance is not { } wanted)
        {
            var value = Math.Round(Calibration.Of(range, stage.GuidanceStrength!.Value), 4);
            mapped.Add(Words($"guidance: strength {stage.GuidanceStrength:0.##} is {value:0.##} of the model's {range.Min:0.##} to {range.Max:0.##}"));
            return value;
        }
        var guidance = Math.Clamp(wanted, range.Min, range.Max);
        if (guidance != wanted)
            dropped.Add(Words($"guidance: {wanted:0.##} is outside the model's {range.Min:0.##} to {range.Max:0.##}, {guidance:0.##} is asked"));
        return guidance;
    }

    private static Motion? Motion(ModelCard card, Motion asked, List<string> dropped, List<string> mapped)
    {
        if (!card.Motion)
        {
            dropped.Add("motion: the model takes none");
            return null;
        }
        var strength = asked.Strength;
        if (strength is { } of && card.MotionStrength is { } range)
        {
            strength = Math.Round(Calibration.Of(range, of), 4);
            mapped.Add(Words($"motion.strength: {of:0.##} is {strength:0.##} of the model's {range.Min:0.##} to {range.Max:0.##}"));
        }
        var camera = asked.Camera is { } words && card.CameraMoves is { } moves ? Camera(moves, words, dropped, mapped) : asked.Camera;
        return strength is null && camera is null ? null : new Motion { Strength = strength, Camera = camera };
    }

    private static string? Camera(IReadOnlyList<string> taken, string words, List<string> dropped, List<string> mapped)
    {
        var asked = CameraMoves.Of(words);
        var kept = asked.Where(taken.Contains).ToList();
        if (asked.Count == 0)
            dropped.Add($"motion.camera: \"{words}\" names no move");
        else if (kept.Count < asked.Count)
            dropped.Add($"motion.camera: the model takes no {string.Join(", ", asked.Except(kept))}");
        if (kept.Count == 0)
            return null;
        var camera = string.Join(", ", kept);
        if (camera != words)
            mapped.Add($"motion.camera: \"{words}\" is {camera}");
        return camera;
    }

    /// <summary>The moves that are asked for and that a model lacks; what is not understood is lacking too.</summary>
    private static List<string> Missing(ModelCard card, string camera) => card.CameraMoves is not { } taken ? []
        : CameraMoves.Of(camera) is { Count: > 0 } asked ? [.. asked.Except(taken)] : [$"camera move \"{camera}\""];

    private static string Words(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Controls as a model takes them.</summary>
public sealed record FittedControls
{
    /// <summary>What to keep out; null where none was asked or the model takes none.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>Guidance within the model's range.</summary>
    public double? Guidance { get; init; }

    /// <summary>How a clip moves, on the model's own scale and by the moves it takes.</summary>
    public Motion? Motion { get; init; }

    /// <summary>What the model was not given as it was asked for, each with its reason, as <c>motion: the model takes none</c>.</summary>
    public required IReadOnlyList<string> Dropped { get; init; }

    /// <summary>What means the same everywhere and became the model's own, as <c>guidance: strength 0.5 is 5.5 of the model's 1 to 10</c>.</summary>
    public required IReadOnlyList<string> Mapped { get; init; }
}
