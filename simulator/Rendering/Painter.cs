using System.Numerics;
using System.Text.RegularExpressions;
using Atelier.Simulator.Rendering.Scenes;

namespace Atelier.Simulator.Rendering;

/// <summary>A request to RGB pixels: the prompt picks the scene, seed and model its composition, guidance its grading.</summary>
internal static partial class Painter
{
    /// <param name="guidance">0 (loose) to 1 (strict): contrast and saturation.</param>
    /// <param name="colours">What to paint with instead of the request's references: for an off-palette output.</param>
    public static byte[] Paint(RenderRequest request, int width, int height, double guidance, Vector3[]? colours = null)
    {
        var references = colours ?? Tones.References(request);
        var prompt = request.Prompt.ToLowerInvariant();
        var subject = string.Join('|', request.References);
        var draws = Draws.From($"picture|{request.Salt}|{request.Model}|{request.Prompt}|{request.NegativePrompt}|{request.Seed}|{subject}");
        var tones = Tones.For(request, references, ref draws);
        var canvas = new Canvas(width, height);

        switch (Scene(prompt, request))
        {
            case 0: MountainScene.Paint(canvas, tones, ref draws); break;
            case 1: CityScene.Paint(canvas, tones, ref draws); break;
            case 2: StillLifeScene.Paint(canvas, tones, ref draws, Count(prompt, ref draws)); break;
            default:
                var who = subject.Length > 0 ? subject : $"{request.Prompt}|{request.Seed}";
                PortraitScene.Paint(canvas, tones, ref draws, Draws.From("identity|" + who));
                break;
        }
        return Grading.Finish(canvas, guidance, references, (uint)draws.Next());
    }

    private static int Scene(string prompt, RenderRequest request)
    {
        if (PersonWords().IsMatch(prompt)) return 3;
        if (CityWords().IsMatch(prompt)) return 1;
        if (ProductWords().IsMatch(prompt)) return 2;
        if (LandWords().IsMatch(prompt)) return 0;
        return request.References.Count > 0 ? 3 : Draws.From("scene|" + prompt).Below(3);
    }

    private static int Count(string prompt, ref Draws draws)
    {
        var match = CountWords().Match(prompt);
        return match.Success ? Array.IndexOf(["one", "two", "three", "four", "five", "six"], match.Value) + 1 : 1 + draws.Below(5);
    }

    [GeneratedRegex(@"\b(portrait|person|woman|man|girl|boy|character|face|hero|heroine|model|people|child|mascot)\b")]
    private static partial Regex PersonWords();
    [GeneratedRegex(@"\b(city|skyline|street|building|buildings|tower|downtown|urban|rooftop|neon|metropolis)\b")]
    private static partial Regex CityWords();
    [GeneratedRegex(@"\b(product|bottle|cup|shoe|sneaker|apple|ball|balls|sphere|spheres|studio|table|watch|bowl|vase|fruit|ornament|packshot|still life)\b")]
    private static partial Regex ProductWords();
    [GeneratedRegex(@"\b(mountain|mountains|lake|forest|valley|landscape|river|hill|hills|sky|alps|nature|meadow|lighthouse|trail)\b")]
    private static partial Regex LandWords();
    [GeneratedRegex(@"\b(one|two|three|four|five|six)\b")]
    private static partial Regex CountWords();
}
