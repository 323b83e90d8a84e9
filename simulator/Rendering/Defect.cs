using System.Text.Json.Serialization;

namespace Atelier.Simulator;

/// <summary>What is wrong with an output, in its pixels. Never told to the client: the truth is kept for the bench.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Defect>))]
public enum Defect
{
    [JsonStringEnumMemberName("none")] None,
    [JsonStringEnumMemberName("blank")] Blank,
    [JsonStringEnumMemberName("blurred")] Blurred,
    [JsonStringEnumMemberName("wrongAspect")] WrongAspect,
    [JsonStringEnumMemberName("offPalette")] OffPalette,
    [JsonStringEnumMemberName("blackFrames")] BlackFrames,
    [JsonStringEnumMemberName("frozenFrames")] FrozenFrames,
    [JsonStringEnumMemberName("wrongDuration")] WrongDuration,

    /// <summary>The stored file ends early: a fault of delivery, not of rendering.</summary>
    [JsonStringEnumMemberName("truncated")] Truncated,
}
