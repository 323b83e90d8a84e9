using System.Numerics;
using Atelier.Simulator.Fleets;
using Atelier.Simulator.Rendering;

namespace Atelier.Simulator;

/// <summary>Renders a request as the fleet's models would, good or bad, and says which. Thread-safe; equal requests give equal bytes.</summary>
public sealed class Renderer(Fleet fleet, double defectScale = 1)
{
    /// <summary>PNG or MP4, by the kind of the model named.</summary>
    /// <exception cref="KeyNotFoundException">The fleet has no such model.</exception>
    /// <exception cref="InvalidDataException">The first image of an image-to-video request cannot be decoded.</exception>
    public async Task<Rendered> RenderAsync(RenderRequest request, CancellationToken stop = default)
    {
        var model = fleet.Model(request.Model);
        var draws = Draws.From("defect|" + request.Key());
        var references = Tones.References(request);
        var opposites = references.Length > 0 ? Spoiling.Opposites(references, ref draws) : [];
        var defect = request.Forced ?? fleet.Failures(model).Draw(fleet.ClassOf(request.Prompt), defectScale, offPalette: opposites.Length > 0, ref draws);

        var (width, height) = defect == Defect.WrongAspect ? Spoiling.Reshape(request.Width, request.Height, ref draws) : (request.Width, request.Height);
        var colours = defect == Defect.OffPalette ? opposites : null;
        return model.Makes == Makes.Image
            ? Picture(request, model, defect, width, height, colours, ref draws)
            : await ClipAsync(request, model, defect, width, height, colours, draws, stop);
    }

    private static Rendered Picture(RenderRequest request, Model model, Defect defect, int width, int height, Vector3[]? colours, ref Draws draws)
    {
        var rgb = defect == Defect.Blank
            ? Spoiling.Blank(width, height, ref draws)
            : Painter.Paint(request, width, height, model.Strictness(request.Guidance), colours);
        if (defect == Defect.Blurred) Spoiling.Blur(rgb, width, height, ref draws);
        return new Rendered(PngEncoder.Encode(rgb, width, height), "image/png", defect, width, height);
    }

    private static async Task<Rendered> ClipAsync(
        RenderRequest request, Model model, Defect defect, int width, int height, Vector3[]? colours, Draws draws, CancellationToken stop)
    {
        int wide = (int)(width * Clip.Oversize), high = (int)(height * Clip.Oversize);
        var picture = defect == Defect.Blank ? Spoiling.Blank(wide, high, ref draws)
            : request.FirstImage is { } first && colours is null
                ? await Ffmpeg.DecodeAsync(first, wide, high, stop) ?? throw new InvalidDataException("the first image cannot be decoded")
                : Painter.Paint(request, wide, high, model.Strictness(request.Guidance), colours);
        if (defect == Defect.Blurred) Spoiling.Blur(picture, wide, high, ref draws);

        var seconds = request.Duration.TotalSeconds;
        if (defect == Defect.WrongDuration) seconds *= draws.Chance(0.6) ? draws.Range(0.35f, 0.7f) : draws.Range(1.4f, 1.8f);
        var count = Math.Max(2, (int)Math.Round(seconds * request.FramesPerSecond));
        var frames = new Clip(picture, wide, high).Frames(request, width, height, count, motes: defect is not (Defect.Blank or Defect.Blurred), draws);
        frames = defect switch
        {
            Defect.BlackFrames => Dropouts.Black(frames, count, request.FramesPerSecond, draws),
            Defect.FrozenFrames => Dropouts.Frozen(frames, count, request.FramesPerSecond, draws),
            _ => frames,
        };
        return new Rendered(await Ffmpeg.EncodeAsync(frames, width, height, request.FramesPerSecond, stop), "video/mp4", defect, width, height);
    }
}
