using System.Globalization;

namespace Atelier.Contracts.Catalog;

/// <summary>Fits the controls that may be dropped (<see cref="StageControl"/>) to what a model takes.</summary>
public static class ControlFit
{
    /// <summary>What the model is really asked for, and what it was not given with the reason.</summary>
    public static FittedControls Of(ModelCard card, StageSpec stage)
    {
        var guidance = card.Guidance is { } range && stage.Guidance is { } asked ? Math.Clamp(asked, range.Min, range.Max) : (double?)null;
        var dropped = new List<string>();
        if (stage.NegativePrompt is not null && !card.NegativePrompt)
            dropped.Add("negativePrompt: the model takes none");
        if (stage.Guidance is { } wanted && guidance != wanted)
            dropped.Add(guidance is null ? "guidance: the model takes none" : string.Create(CultureInfo.InvariantCulture,
                $"guidance: {wanted:0.##} is outside the model's {card.Guidance!.Min:0.##} to {card.Guidance.Max:0.##}, {guidance:0.##} is asked"));
        if (stage.Motion is not null && !card.Motion)
            dropped.Add("motion: the model takes none");
        return new FittedControls
        {
            NegativePrompt = card.NegativePrompt ? stage.NegativePrompt : null,
            Guidance = guidance,
            Motion = card.Motion ? stage.Motion : null,
            Dropped = dropped,
        };
    }

    /// <summary>Why a model cannot honour a control as it was asked for; null when it can, or when nothing was asked.</summary>
    public static string? Lack(ModelCard card, StageSpec stage, StageControl control) => control switch
    {
        StageControl.NegativePrompt => stage.NegativePrompt is not null && !card.NegativePrompt ? "takes no negative prompt" : null,
        StageControl.Motion => stage.Motion is not null && !card.Motion ? "takes no motion controls" : null,
        StageControl.Guidance => stage.Guidance is not { } asked ? null
            : card.Guidance is not { } range ? "takes no guidance"
            : asked < range.Min || asked > range.Max ? string.Create(CultureInfo.InvariantCulture, $"takes guidance of {range.Min:0.##} to {range.Max:0.##}, not {asked:0.##}") : null,
        _ => throw new ArgumentOutOfRangeException(nameof(control)),
    };
}

/// <summary>Controls as a model takes them.</summary>
public sealed record FittedControls
{
    /// <summary>What to keep out; null where none was asked or the model takes none.</summary>
    public string? NegativePrompt { get; init; }

    /// <summary>Guidance within the model's range.</summary>
    public double? Guidance { get; init; }

    /// <summary>How a clip moves.</summary>
    public Motion? Motion { get; init; }

    /// <summary>What the model was not given as it was asked for, each with its reason, as <c>motion: the model takes none</c>.</summary>
    public required IReadOnlyList<string> Dropped { get; init; }
}
