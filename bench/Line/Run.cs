using System.Diagnostics;

namespace Atelier.Bench.Line;

/// <summary>The items of one measurement, with the moments each was sent off and ended. An end that is told twice counts once.</summary>
internal sealed class Run
{
    private readonly Dictionary<Guid, int> _places = [];
    private readonly long[] _sent;
    private readonly long[] _ended;
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;

    public Run(int count)
    {
        Items = [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];
        for (var place = 0; place < count; place++)
            _places[Items[place]] = place;
        (_sent, _ended, _left) = (new long[count], new long[count], count);
    }

    public IReadOnlyList<Guid> Items { get; }

    /// <summary>From the first item sent off to the last end.</summary>
    public TimeSpan Span => Stopwatch.GetElapsedTime(_sent.Where(moment => moment > 0).Min(), _ended.Max());

    public void Sent(Guid item) => _sent[_places[item]] = Stopwatch.GetTimestamp();

    public void Ended(Guid item)
    {
        if (_places.TryGetValue(item, out var place) && Interlocked.CompareExchange(ref _ended[place], Stopwatch.GetTimestamp(), 0) == 0
            && Interlocked.Decrement(ref _left) == 0)
            _all.TrySetResult();
    }

    /// <summary>Waits for every end.</summary>
    /// <exception cref="TimeoutException">Some did not come: the run is void.</exception>
    public async Task End(TimeSpan patience)
    {
        try
        {
            await _all.Task.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{_left} of {Items.Count} items had not ended after {patience}.");
        }
    }

    /// <summary>Time from sending an item off to its end; <paramref name="share"/> of the items took no longer.</summary>
    public TimeSpan Latency(double share)
    {
        var all = _sent.Zip(_ended, Stopwatch.GetElapsedTime).Order().ToList();
        return all[Math.Clamp((int)Math.Ceiling(share * all.Count) - 1, 0, all.Count - 1)];
    }
}
