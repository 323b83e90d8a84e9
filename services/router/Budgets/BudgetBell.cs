namespace Atelier.Router.Budgets;

/// <summary>Rung where money may have become free in this process; <see cref="BudgetWaker"/> hears it.</summary>
internal sealed class BudgetBell : IDisposable
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
