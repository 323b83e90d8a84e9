using System.Buffers.Binary;
using System.Text;
using Atelier.Contracts;

namespace Atelier.Vendors.Tests.Support;

/// <summary>Clips: what is asked for, and a smallest file that counts as one.</summary>
internal static class Clip
{
    /// <summary>An MP4 whose boxes are whole.</summary>
    public static byte[] Mp4 { get; } = [.. Box("ftyp", "isom\0\0\0\0"), .. Box("moov", "abcd"), .. Box("mdat", "efgh")];

    /// <summary>Asks for a clip of this size and running time.</summary>
    public static Action<Given.Change> Of(int width, int height, double seconds, Action<Given.Change>? more = null) => it =>
    {
        it.Parameters = it.Parameters with { Medium = Medium.Video, Width = width, Height = height, Duration = TimeSpan.FromSeconds(seconds), Seed = null, Guidance = null };
        more?.Invoke(it);
    };

    /// <summary>Asks for a still of this size, without seed and guidance.</summary>
    public static Action<Given.Change> Still(int width, int height, Action<Given.Change>? more = null) => it =>
    {
        it.Parameters = it.Parameters with { Width = width, Height = height, Seed = null, Guidance = null };
        more?.Invoke(it);
    };

    private static byte[] Box(string type, string content)
    {
        var box = new byte[8 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        Encoding.ASCII.GetBytes(type + content, box.AsSpan(4));
        return box;
    }
}
