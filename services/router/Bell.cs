namespace Atelier.Router;

/// <summary>Wakes one loop of this process before its time; rung twice before it is heard, it is heard once.</summary>
internal class Bell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0);

    public void Ring()
    {
        if (_rung.CurrentCount == 0)
            _rung.Release();
    }

    /// <summary>Returns when it is rung, or after a while.</summary>
    public Task Heard(TimeSpan atMost, CancellationToken ct) => _rung.WaitAsync(atMost, ct);

    public void Dispose() => _rung.Dispose();
}
