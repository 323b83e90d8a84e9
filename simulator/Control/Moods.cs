using System.Collections.Concurrent;
using Atelier.Simulator.Fleets;

namespace Atelier.Simulator.Control;

/// <summary>The models whose behaviour an operator has changed. Forgotten when the process ends.</summary>
internal sealed class Moods(Fleet fleet)
{
    private readonly ConcurrentDictionary<string, Mood> _byModel = new();

    public IReadOnlyDictionary<string, Mood> All => _byModel;

    public Mood? Of(string model) => _byModel.GetValueOrDefault(model);

    public void Set(string model, Mood mood) => _byModel[model] = mood;

    public bool Forget(string model) => _byModel.TryRemove(model, out _);

    /// <summary>What is wrong with an output that is asked for now; null when the model's own table decides. Equal requests meet the same.</summary>
    public Defect? DefectOf(RenderRequest request)
    {
        if (Of(request.Model) is not { DefectRate: { } rate } mood) return null;
        var draws = Draws.From("mood|" + request.Key());
        if (!draws.Chance(rate)) return Defect.None;
        return mood.Defect ?? fleet.Failures(fleet.Model(request.Model)).Kind(fleet.ClassOf(request.Prompt), offPalette: Rendering.Tones.References(request).Length > 0, ref draws);
    }
}
