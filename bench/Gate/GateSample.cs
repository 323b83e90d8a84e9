using Atelier.Contracts;
using Atelier.Simulator;
using Atelier.Simulator.Fleets;

namespace Atelier.Bench.Gate;

/// <summary>One output to judge: what is asked of the simulator, and what the gate is told to expect.</summary>
internal sealed record GateSample(RenderRequest Request, Expectation Expected, RenderRequest? FirstImage, double? CutAt);

/// <summary>
/// Outputs over every simulated model, difficulty class, scene, shape, guidance and palette. Which are bad is the simulator's own
/// draw from its failure tables; beside it, a few files are cut short, as its wire faults would. Equal seeds give equal samples.
/// </summary>
internal static class GateSamples
{
    private const double CutShort = 0.02;
    private const int FramesPerSecond = 16;

    private static readonly string[] Subjects =
    [
        "a mountain lake at dawn", "a city street in neon light", "a portrait of a woman in a coat", "a product bottle on a table", "a lighthouse by the sea",
        "a hero character in armour", "a sneaker in a studio", "a forest trail in autumn", "a skyline at dusk", "a bowl of fruit",
    ];

    // Worded for the simulator's difficulty classes, easy to hard.
    private static readonly string[] Twists = ["", " and a bicycle", ", three of them", " in crimson light", " in front of a wall", " with a red door and a blue window"];

    private static readonly string[][] Palettes =
    [
        ["#1d3557", "#457b9d", "#a8dadc", "#f1faee", "#e63946"], ["#264653", "#2a9d8f", "#e9c46a", "#f4a261", "#e76f51"], ["#2b2d42", "#8d99ae", "#edf2f4"],
        ["#606c38", "#283618", "#fefae0", "#dda15e", "#bc6c25"], ["#ff4d6d", "#590d22"], ["#0b132b", "#1c2541", "#3a506b", "#5bc0be"], ["#f72585"],
    ];

    private static readonly (int Width, int Height)[] ImageSizes = [(768, 768), (1024, 576), (576, 1024), (640, 360), (512, 512), (448, 560)];
    private static readonly (int Width, int Height)[] ClipSizes = [(480, 270), (270, 480), (360, 360), (640, 360)];

    public static IEnumerable<GateSample> Draw(int count, int seed)
    {
        var random = new Random(seed);
        Model[] models = [.. Fleet.Default.Models.OrderBy(m => m.Name, StringComparer.Ordinal)];
        for (var i = 0; i < count; i++) yield return One(models[i % models.Length], models, random);
    }

    private static GateSample One(Model model, Model[] models, Random random)
    {
        var isClip = model.Makes != Makes.Image;
        var (width, height) = Pick(isClip ? ClipSizes : ImageSizes, random);
        var duration = TimeSpan.FromSeconds(2 + random.Next(3));
        var request = new RenderRequest
        {
            Model = model.Name,
            Prompt = Pick(Subjects, random) + Pick(Twists, random),
            Seed = random.NextInt64(uint.MaxValue),
            Guidance = random.Next(3) == 0 ? null : 1 + (random.NextDouble() * 9),
            Width = width,
            Height = height,
            Palette = random.Next(2) == 0 ? [] : Pick(Palettes, random),
            References = random.Next(4) == 0 ? [$"https://assets.example/character-{random.Next(5)}.png"] : [],
            Duration = duration,
            FramesPerSecond = FramesPerSecond,
            MotionStrength = random.NextDouble(),
        };
        var still = model.Makes == Makes.ImageToVideo ? request with { Model = models.First(m => m.Makes == Makes.Image).Name, Forced = Simulator.Defect.None } : null;
        return new GateSample(
            request,
            new Expectation { Medium = isClip ? Medium.Video : Medium.Image, Width = width, Height = height, Duration = isClip ? duration : null, Palette = request.Palette },
            still,
            random.NextDouble() < CutShort ? 0.3 + (0.65 * random.NextDouble()) : null);
    }

    private static T Pick<T>(T[] from, Random random) => from[random.Next(from.Length)];
}
