namespace Atelier.Simulator.Fleets;

/// <summary>How often one model's output is bad in which way, by difficulty class: measured rate × the model's scale × the defect's share.</summary>
internal sealed class FailureTable
{
    private readonly Dictionary<string, Dictionary<Defect, double>> _byClass;

    public FailureTable(Dictionary<string, double> rejected, Model model)
    {
        var total = model.Defects.Values.Sum();
        _byClass = rejected.ToDictionary(r => r.Key, r => model.Defects.ToDictionary(d => d.Key, d => r.Value * model.FailureScale * d.Value / total));
    }

    public IReadOnlyDictionary<string, Dictionary<Defect, double>> ByClass => _byClass;

    /// <summary>Without reference colours no output can be off them: that share goes to the other defects, and the failure rate stays.</summary>
    public Defect Draw(string difficulty, double scale, bool offPalette, ref Draws draws)
    {
        var rate = _byClass[difficulty].Values.Sum() * scale;
        return draws.Chance(rate) ? Kind(difficulty, offPalette, ref draws) : Defect.None;
    }

    /// <summary>In which way an output is bad that is.</summary>
    public Defect Kind(string difficulty, bool offPalette, ref Draws draws)
    {
        var possible = _byClass[difficulty].Where(r => offPalette || r.Key != Defect.OffPalette).OrderBy(r => r.Key).ToArray();
        var at = draws.Unit() * possible.Sum(r => r.Value);
        foreach (var (defect, share) in possible)
            if ((at -= share) < 0) return defect;
        return possible[^1].Key;
    }
}
