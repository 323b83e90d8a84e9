using System.Collections.Concurrent;
using System.Globalization;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Wire;
using Atelier.Platform.Assets;
using Atelier.Platform.Media;

namespace Atelier.Generator.Running;

/// <summary>
/// Brings a picture within what a model takes: smaller, and of a kind that it reads. What was made is kept in the asset store as any media,
/// and found again while this process lives.
/// </summary>
internal sealed class ReferenceFitter(IAssetStore assets, Ffmpeg ffmpeg)
{
    private const int MostBytes = 64 << 20;
    private const int MostKnown = 1_000;
    private const int SmallestEdge = 64;

    private static readonly string[] Usual = [MediaTypes.Png, MediaTypes.Jpeg, MediaTypes.WebP];

    private readonly ConcurrentDictionary<(string, string), AssetRef> _known = [];

    /// <summary>The picture as the model takes it.</summary>
    /// <exception cref="InvalidDataException">It cannot be made so, with the reason.</exception>
    public async Task<TemplateValues.Picture> Fit(Reference reference, ReferenceLimits? limits, CancellationToken ct)
    {
        var asset = reference.Asset;
        if (asset.Bytes > MostBytes)
            throw new InvalidDataException($"reference {asset.Sha256} is larger than {MostBytes} bytes");
        if (limits is not null && !Fits(asset, limits))
        {
            var key = (asset.Sha256, $"{limits.MaxEdge}/{limits.MaxBytes}/{string.Join(',', limits.MediaTypes ?? [])}");
            if (!_known.TryGetValue(key, out var fitted))
            {
                fitted = await Make(asset, limits, ct);
                if (_known.Count >= MostKnown)
                    _known.Clear();
                _known[key] = fitted;
            }
            asset = fitted;
        }
        await using var content = await assets.OpenRead(asset.Sha256, ct);
        using var bytes = new MemoryStream((int)asset.Bytes);
        await content.CopyToAsync(bytes, ct);
        return new TemplateValues.Picture(asset.MediaType, bytes.ToArray(), reference.Weight) { Role = reference.Role };
    }

    /// <summary>Whether it may go as it is; a picture of unknown size is not asked twice, it is made to fit.</summary>
    private static bool Fits(AssetRef asset, ReferenceLimits limits) =>
        (limits.MediaTypes is not { } types || types.Contains(asset.MediaType))
        && (limits.MaxBytes is not { } bytes || asset.Bytes <= bytes)
        && (limits.MaxEdge is not { } edge || (asset is { Width: { } width, Height: { } height } && Math.Max(width, height) <= edge));

    /// <summary>Smaller and smaller until it fits.</summary>
    private async Task<AssetRef> Make(AssetRef asset, ReferenceLimits limits, CancellationToken ct)
    {
        var types = limits.MediaTypes ?? Usual;
        var type = types.Contains(asset.MediaType) ? asset.MediaType : types[0];
        await using var source = await assets.Borrow(asset, ct);
        var longest = asset is { Width: { } width, Height: { } height } ? Math.Max(width, height) : limits.MaxEdge ?? 4096;
        for (var edge = Math.Min(longest, limits.MaxEdge ?? longest); ; edge = edge * 3 / 4)
        {
            var made = await ffmpeg.Run(source.Path, asset.MediaType, [.. Scaled(edge), .. Encoder(type)], maxOutputBytes: MostBytes, ct: ct);
            if (!made.Succeeded || made.Output.Length == 0)
                throw new InvalidDataException($"reference {asset.Sha256} cannot be decoded: {made.Complaint}");
            if (limits.MaxBytes is { } most && made.Output.Length > most)
            {
                if (edge > SmallestEdge)
                    continue;
                throw new InvalidDataException($"reference {asset.Sha256} cannot be brought within {most} bytes");
            }
            using var content = new MemoryStream(made.Output.ToArray(), writable: false);
            return await assets.Put(content, MediaSniffer.TryRead(made.Output.Span) ?? new MediaFacts { MediaType = type }, ct);
        }
    }

    /// <summary>No edge longer, the shape as it is, and nothing enlarged.</summary>
    private static string[] Scaled(int edge)
    {
        var most = edge.ToString(CultureInfo.InvariantCulture);
        return ["-vf", $"scale=w='if(gte(iw,ih),min({most},iw),-1)':h='if(gte(iw,ih),-1,min({most},ih))':flags=lanczos"];
    }

    private static string[] Encoder(string type) => type switch
    {
        MediaTypes.Jpeg => ["-map_metadata", "-1", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", "3", "-frames:v", "1", "-f", "image2pipe", "pipe:1"],
        MediaTypes.WebP => ["-map_metadata", "-1", "-c:v", "libwebp", "-pix_fmt", "yuv420p", "-quality", "90", "-frames:v", "1", "-f", "webp", "pipe:1"],
        _ => ["-map_metadata", "-1", "-c:v", "png", "-frames:v", "1", "-f", "image2pipe", "pipe:1"],
    };
}
