namespace Atelier.Intake.Tests.Support;

internal static class Eventually
{
    /// <summary>Waits until it is true; fails after half a minute.</summary>
    public static Task True(Func<bool> condition) => True(() => Task.FromResult(condition()));

    public static async Task True(Func<Task<bool>> condition)
    {
        for (var look = 0; look < 600; look++)
        {
            if (await condition())
                return;
            await Task.Delay(50);
        }
        Assert.Fail("It did not come true.");
    }
}
