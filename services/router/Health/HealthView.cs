using System.Globalization;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;

namespace Atelier.Router.Health;

/// <summary>How the models do, as a process knows it: about a second old.</summary>
internal sealed class HealthView(IEnumerable<ModelHealth> models, bool probes = true)
{
    private readonly Dictionary<(string Category, string Model), ModelHealth> _models = models.ToDictionary(health => (health.Category, health.Model));

    /// <summary>Nothing is known of any model: each has its turn.</summary>
    public static HealthView None { get; } = new([]);

    /// <summary>Everything that is known.</summary>
    public IReadOnlyCollection<ModelHealth> Models => _models.Values;

    /// <summary>The share of a model's newest tries in a category that was accepted; null while there are fewer than its rule wants to judge by.</summary>
    public double? Accepted(string category, string model) =>
        _models.GetValueOrDefault((category, model)) is { AcceptanceRule: { } rule, Acceptance: { State: CircuitState.Closed } circuit } && circuit.Samples.Length >= rule.Minimum ? circuit.Samples.Average() : null;

    /// <summary>Why a model is passed over in a category; null when it has its turn.</summary>
    public Ailment? Ails(string category, string model, SwitchRule rules) =>
        rules is { Acceptance: null, Latency: null } || _models.GetValueOrDefault((category, model))?.Ails(rules) is not { } ailment ? null
        : probes ? ailment : ailment with { ProbeShare = 0 };

    /// <summary>The same in words that follow the model's name.</summary>
    public string? Words(string category, string model, SwitchRule rules)
    {
        if (Ails(category, model, rules) is not { } ailment)
            return null;
        var (_, rule, circuit) = _models[(category, model)].Circuits().Single(one => one.Criterion == ailment.Criterion);
        var next = ailment.State is CircuitState.Open
            ? string.Create(CultureInfo.InvariantCulture, $"left alone until {circuit.Since + rule.Cooldown:HH:mm:ss} UTC")
            : string.Create(CultureInfo.InvariantCulture, $"{ailment.ProbeShare:0.#%} of attempts probe it").Replace(" %", "%", StringComparison.Ordinal);
        return $"{Gauge.Words(rule, circuit.Ground!)}; {next}";
    }

    /// <summary>The same without probes: what becomes of an attempt that is none.</summary>
    public HealthView WithoutProbes() => new(_models.Values, probes: false);

    /// <summary>The same with what has changed since.</summary>
    public HealthView With(IReadOnlyCollection<ModelHealth> changed) =>
        new([.. _models.Values.ExceptBy(changed.Select(health => (health.Category, health.Model)), health => (health.Category, health.Model)), .. changed]);
}
