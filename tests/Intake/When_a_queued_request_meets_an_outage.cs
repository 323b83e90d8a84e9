using Atelier.Intake.Amqp;
using Microsoft.Extensions.Logging.Abstractions;

namespace Atelier.Intake.Tests;

public sealed class When_a_queued_request_meets_an_outage
{
    private int _tries;

    [Fact]
    public async Task it_waits_for_its_end() =>
        Assert.Equal("kept", await Take(() => _tries < 4 ? throw new IOException("no room") : "kept"));

    [Fact]
    public async Task it_is_given_back_to_the_queue_when_the_outage_lasts()
    {
        Assert.Null(await Take(() => throw new TimeoutException()));
        Assert.Equal(8, _tries);
    }

    [Fact]
    public async Task a_bug_is_no_outage()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Take(() => throw new InvalidOperationException("bug")));
        Assert.Equal(1, _tries);
    }

    private Task<string?> Take(Func<string> work) => Outages.WaitOut(
        () =>
        {
            _tries++;
            return Task.FromResult(work());
        },
        new NoWaiting(), NullLogger.Instance, TestContext.Current.CancellationToken);

    /// <summary>A clock on which every wait is over at once.</summary>
    private sealed class NoWaiting : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
