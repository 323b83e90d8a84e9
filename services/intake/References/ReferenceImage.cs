using Atelier.Platform.Media;
using Microsoft.Extensions.Options;

namespace Atelier.Intake.References;

/// <summary>Whether a file is a picture that models can be given: by its signature, its declared size, and by decoding all of it.</summary>
internal sealed class ReferenceImage(Ffmpeg ffmpeg, IOptions<MediaToolOptions> tools)
{
    /// <summary>Facts, or what is wrong with it and what to do.</summary>
    public async Task<(MediaFacts? Facts, string Found, string Remedy)> Check(string path, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        const string Wanted = "give a PNG, JPEG or WebP image";
        if (await MediaSniffer.TryRead(file, ct) is not { } facts || !MediaTypes.IsImage(facts.MediaType))
            return (null, file.Length == 0 ? "an empty file" : "a file that is no image", Wanted);
        if (facts is not { Width: { } width, Height: { } height })
            return (null, "an image without a size", Wanted);
        if ((long)width * height > tools.Value.MaxPixels)
            return (null, $"an image of {width}x{height}", $"{Wanted} of at most {tools.Value.MaxPixels / 1_000_000} million pixels");
        var decoded = await ffmpeg.Run(path, facts.MediaType, ["-frames:v", "1", "-f", "null", "-"], ct: ct);
        return decoded.Succeeded ? (facts, "", "") : (null, "an image that cannot be decoded", $"{Wanted} that is whole");
    }
}
