namespace Atelier.Bench.Gate;

/// <summary>How well verdicts agree with the truth. "Positive" means bad: precision is the share of rejected that is bad, recall the share of bad that is rejected.</summary>
internal sealed record GateScore(int Outputs, int Bad, int Rejected, int RejectedBad)
{
    public double Precision => Rejected == 0 ? 1 : (double)RejectedBad / Rejected;

    public double Recall => Bad == 0 ? 1 : (double)RejectedBad / Bad;

    public static GateScore Of(IReadOnlyCollection<GateTrial> trials) =>
        new(trials.Count, trials.Count(t => t.IsBad), trials.Count(t => t.IsRejected), trials.Count(t => t.IsBad && t.IsRejected));
}
