using System.Globalization;
using System.Security.Cryptography;

namespace Atelier.Simulator;

/// <summary>Everything a picture or clip depends on. Equal requests render equal bytes.</summary>
public sealed record RenderRequest
{
    public required string Model { get; init; }
    public required string Prompt { get; init; }
    public string NegativePrompt { get; init; } = "";
    public required long Seed { get; init; }

    /// <summary>Contrast and saturation follow it within the model's range; null is the middle.</summary>
    public double? Guidance { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }

    /// <summary>Reference colours as <c>#RRGGBB</c>; those in the prompt count as well.</summary>
    public IReadOnlyList<string> Palette { get; init; } = [];

    /// <summary>What identifies the subject (URLs or data URIs); equal references show the same character.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The encoded picture an image-to-video clip begins with.</summary>
    public byte[]? FirstImage { get; init; }
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(3);
    public int FramesPerSecond { get; init; } = 16;

    /// <summary>0 (hardly moves) to 1.</summary>
    public double MotionStrength { get; init; } = 0.5;
    public string Camera { get; init; } = "";
    public long Salt { get; init; }

    /// <summary>Makes this output bad in this way (or good, with <see cref="Defect.None"/>) instead of drawing from the failure table.</summary>
    public Defect? Forced { get; init; }

    internal string Key() => string.Join('\u001f',
        Model, Prompt, NegativePrompt, Seed, Text(Guidance), Width, Height, string.Join(',', Palette), string.Join(',', References),
        FirstImage is null ? "" : Convert.ToHexString(SHA256.HashData(FirstImage)),
        Duration.Ticks, FramesPerSecond, Text(MotionStrength), Camera, Salt);

    private static string Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>An output and the truth about it.</summary>
public sealed record Rendered(byte[] Bytes, string MediaType, Defect Truth, int Width, int Height)
{
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));
}
