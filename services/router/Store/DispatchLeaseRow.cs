using Atelier.Contracts;
using Atelier.Platform.Stores;

namespace Atelier.Router.Store;

/// <summary>The one row that says which pod lets attempts go. It runs out, so that a pod that is gone is replaced.</summary>
internal sealed class DispatchLeaseRow : IKeyed, IVersioned
{
    public static readonly Guid TheId = DeterministicId.From("dispatch-lease");

    public Guid Id { get; init; } = TheId;
    public long Version { get; set; }

    /// <summary>The process; it chose its name itself.</summary>
    public Guid Holder { get; set; }

    public DateTimeOffset Until { get; set; }
}
