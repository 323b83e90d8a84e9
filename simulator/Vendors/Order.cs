using System.Security.Cryptography;
using System.Text;
using Atelier.Simulator.Fleets;
using Atelier.Simulator.Rendering;

namespace Atelier.Simulator.Vendors;

/// <summary>A valid request to a model, whatever its wire style.</summary>
internal sealed record Order(string Vendor, Model Model, RenderRequest Request, long? Seed, int Count)
{
    public const long HighestSeed = uint.MaxValue;

    /// <summary>What makes two submissions the same request.</summary>
    public string Key { get; } = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Vendor}|{Seed}|{Count}|{Request.Key()}")));
}

/// <summary>How a wire style calls the fields that all of them have.</summary>
internal sealed record FieldNames(string Guidance, string Count, string FirstImage);

/// <summary>Reads an order from a request's fields; problems are collected in them.</summary>
internal static class OrderReader
{
    private const int LongestPrompt = 32_000;
    private const int LongestImage = 40 * 1024 * 1024;
    private static readonly string[] Cameras = ["", "pan-left", "pan-right", "tilt-up", "tilt-down", "zoom-in", "zoom-out"];

    public static async Task<Order?> ReadAsync(
        string vendor, Model model, Fields fields, FieldNames names, (int Width, int Height) size, string sizeField, long salt, CancellationToken stop)
    {
        var video = model.Makes != Makes.Image;
        var request = new RenderRequest
        {
            Model = model.Name,
            Prompt = fields.Text("prompt", LongestPrompt, required: true) ?? "",
            NegativePrompt = fields.Text("negative_prompt", LongestPrompt) ?? "",
            Seed = 0,
            Guidance = model.Guidance.Length == 2 ? fields.Number(names.Guidance, model.Guidance[0], model.Guidance[1]) : null,
            Width = size.Width,
            Height = size.Height,
            Palette = fields.Texts("palette", 8, text => text.Length == 7 && Tones.HexColour().IsMatch(text), "colours such as #1d3557"),
            References = fields.Texts("references", 8, text => text.Length <= LongestImage, "URLs or data URIs"),
            Duration = TimeSpan.FromSeconds(video ? fields.Number("duration", 1, 10) ?? 3 : 0),
            FramesPerSecond = video ? (int)(fields.Whole("fps", 8, 30) ?? 16) : 0,
            MotionStrength = video ? fields.Number("motion_strength", 0, 1) ?? 0.5 : 0,
            Camera = video ? fields.Text("camera", 20) ?? "" : "",
            Salt = salt,
        };
        var seed = fields.Whole("seed", 0, Order.HighestSeed);
        var count = video ? 1 : fields.Whole(names.Count, 1, 4) ?? 1;
        if (!Cameras.Contains(request.Camera)) fields.Bad<string>("camera", $"Input should be one of {string.Join(", ", Cameras.Skip(1))}");
        CheckSize(model, size, sizeField, fields);
        if (model.Makes == Makes.ImageToVideo && fields.Text(names.FirstImage, LongestImage, required: true) is { } source && fields.Problems.Count == 0)
        {
            var image = await FirstImages.FetchAsync(source, stop);
            request = request with { FirstImage = image ?? fields.Bad<byte[]>(names.FirstImage, "Input should be a data URI or an http(s) URL of a readable image") };
        }
        return fields.Problems.Count == 0 ? new Order(vendor, model, request, seed, (int)count) : null;
    }

    private static void CheckSize(Model model, (int Width, int Height) size, string field, Fields fields)
    {
        var (width, height) = size;
        int shorter = Math.Min(width, height), longer = Math.Max(width, height);
        if (shorter < 64 || longer > model.LongestSide || longer > 4 * shorter || width % 2 + height % 2 != 0)
            fields.Bad<string>(field, $"Sides should be even numbers from 64 to {model.LongestSide}, no longer than 4 times each other");
    }
}
