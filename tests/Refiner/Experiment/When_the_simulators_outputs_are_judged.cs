using Atelier.Bench.Gate;
using Atelier.Refiner.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Refiner.Tests.Experiment;

/// <summary>A small sample of the experiment <c>atelier bench gate</c>, which rates a thousand.</summary>
public sealed class When_the_simulators_outputs_are_judged
{
    [Fact]
    public async Task bad_ones_are_rejected_and_good_ones_are_not()
    {
        using var folder = new TempFolder();
        using var bench = new GateTrials(MediaBench.Catalog.Root, folder.Path);
        var trials = new List<GateTrial>();
        foreach (var sample in GateSamples.Draw(60, seed: 3))
        {
            var (path, truth) = await bench.Render(sample, TestContext.Current.CancellationToken);
            var (verdict, _) = await bench.Gate.Judge(path, sample.Expected, TestContext.Current.CancellationToken);
            trials.Add(new GateTrial(sample, truth, verdict));
        }

        var score = GateScore.Of(trials);
        Assert.InRange(score.Bad, 10, 40);
        Assert.True(score is { Precision: >= 0.95, Recall: >= 0.95 }, $"precision {score.Precision:0.00}, recall {score.Recall:0.00}");
    }
}
