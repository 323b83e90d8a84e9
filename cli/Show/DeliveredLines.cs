using System.Globalization;
using Atelier.Cli.Client;
using Atelier.Contracts;
using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>What became of something that was asked of a delivered deliverable, a line each.</summary>
internal static class DeliveredLines
{
    public static void Regenerated(IAnsiConsole console, DeliverableView view, int revision)
    {
        if (view.Status!.Failure is { } failure)
            console.WriteLine($"Revision {revision} was not made: {failure.Detail}. What was delivered stands.");
        Ended(console, view);
    }

    public static void Ended(IAnsiConsole console, DeliverableView view)
    {
        console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{view.Key}: {view.Phase.ToString().ToLowerInvariant()}, revision {view.Status?.Revision ?? 0}, {view.Attempts} attempts in all, {Money.Of(view.Status?.CostMicros ?? 0, view.Status?.UnpricedCosts ?? 0)}"));
        foreach (var file in view.Files)
            console.WriteLine($"  {file.Stage}: {file.Url}");
    }

    public static void Reproduced(IAnsiConsole console, Reproduction reproduction) => console.WriteLine(Words(reproduction));

    /// <summary>How a reproduction compares, in a sentence.</summary>
    public static string Words(Reproduction reproduction) => reproduction.Match switch
    {
        ReproductionMatch.Bytes => $"The very same bytes came out again ({reproduction.Original.Sha256[..12]}).",
        ReproductionMatch.Perceptual => string.Create(CultureInfo.InvariantCulture, $"Other bytes, the same picture: {reproduction.Distance:P1} of the perceptual hash differs."),
        ReproductionMatch.Different => string.Create(CultureInfo.InvariantCulture, $"Something else came out: {reproduction.Distance:P1} of the perceptual hash differs."),
        ReproductionMatch.NotMade => $"There is nothing to compare: {reproduction.Detail}.",
        _ => "It is not over.",
    };
}
