using Atelier.Contracts;

namespace Atelier.Refiner.Comparison;

/// <summary>Says how alike two outputs look.</summary>
internal interface IOutputComparer
{
    /// <summary>The share of the hash's bits that differ, or why there is none. An exception is worth another try.</summary>
    Task<(double? Distance, string? Detail)> Compare(AssetRef original, AssetRef again, CancellationToken ct);
}

/// <summary>Looks at nothing: for measuring the line without its media work.</summary>
internal sealed class BlindComparer : IOutputComparer
{
    public Task<(double? Distance, string? Detail)> Compare(AssetRef original, AssetRef again, CancellationToken ct) =>
        Task.FromResult<(double?, string?)>((null, "media work is switched off"));
}
