using System.ComponentModel.DataAnnotations;

namespace Atelier.Refiner;

/// <summary>How this service works (section <c>Refiner</c>).</summary>
internal sealed class RefinerOptions
{
    public const string Section = "Refiner";

    /// <summary>What works on media: <c>ffmpeg</c>; or <c>none</c>, which accepts every output and delivers it as it came, to measure the line without its media work.</summary>
    [EnumDataType(typeof(MediaWork), ErrorMessage = "Refiner:Media is not known: set it to ffmpeg, or to none.")]
    public MediaWork Media { get; set; } = MediaWork.Ffmpeg;

    /// <summary>Where files are written before they are kept; by default the system's folder for temporary files.</summary>
    public string? Scratch { get; set; }
}

/// <summary>What works on media.</summary>
internal enum MediaWork
{
    Ffmpeg,
    None,
}
