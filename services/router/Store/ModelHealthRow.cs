using System.Text.Json;
using Atelier.Contracts;
using Atelier.Platform.Stores;
using Atelier.Router.Health;

namespace Atelier.Router.Store;

/// <summary>How one model does in one category. Pods take turns at it, so that every outcome is counted once.</summary>
internal sealed class ModelHealthRow : IKeyed, IContended
{
    public required Guid Id { get; init; }
    public long Version { get; set; }
    public required string Category { get; init; }
    public required string Model { get; init; }

    /// <summary>The circuits and their rules, as JSON.</summary>
    public string State { get; private set; } = "";

    public static Guid IdOf(string category, string model) => DeterministicId.From("model-health", category, model);

    public static ModelHealthRow Of(ModelHealth health)
    {
        var row = new ModelHealthRow { Id = IdOf(health.Category, health.Model), Category = health.Category, Model = health.Model };
        row.Write(health);
        return row;
    }

    public ModelHealth Read() => JsonSerializer.Deserialize<ModelHealth>(State, AtelierJson.Options)!;

    public void Write(ModelHealth health) => State = JsonSerializer.Serialize(health, AtelierJson.Options);
}
