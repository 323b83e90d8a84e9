using Atelier.Contracts;

namespace Atelier.Generator.Checking;

/// <summary>The smallest media that pass for whole.</summary>
internal static class SampleMedia
{
    /// <summary>A PNG of 16 by 16 pixels.</summary>
    public static byte[] Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mPQiFpAEmIY1TCqYfhqAAC1BSIQbI06FgAAAABJRU5ErkJggg==");

    /// <summary>An MP4 by its boxes, without a picture in it.</summary>
    public static byte[] Mp4 { get; } = [.. Box("ftyp", "isom\0\0\u0002\0isomiso2avc1mp41"), .. Box("moov", new string('\0', 8)), .. Box("mdat", new string('\0', 8))];

    public static byte[] Of(Medium medium) => medium == Medium.Video ? Mp4 : Png;

    private static byte[] Box(string type, string content) =>
        [0, 0, 0, (byte)(8 + content.Length), .. System.Text.Encoding.Latin1.GetBytes(type), .. System.Text.Encoding.Latin1.GetBytes(content)];
}
