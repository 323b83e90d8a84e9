namespace Atelier.Bench.Line;

/// <summary>Something that takes items in durably and finishes them some time later; it tells its <see cref="Run"/> of each end.</summary>
internal interface ILine : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Hands an item over; the task ends when it is accepted.</summary>
    Task Submit(Guid item);

    /// <summary>From now on, ends are told to this run.</summary>
    void Tell(Run run);

    /// <summary>Waits until nothing is under way any more, the work after an item's end included.</summary>
    Task Settle() => Task.CompletedTask;

    /// <summary>Whatever the line counts of itself, growing.</summary>
    Task<IReadOnlyDictionary<string, long>> Count() => Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>());
}
