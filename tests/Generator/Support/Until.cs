namespace Atelier.Generator.Tests.Support;

internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task True(Func<bool> claim, string what) => True(() => Task.FromResult(claim()), what);

    public static async Task True(Func<Task<bool>> claim, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await claim())
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"waited in vain until {what}");
            await Task.Delay(20);
        }
    }
}
