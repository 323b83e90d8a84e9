using System.Data.Common;
using Atelier.Intake.Acceptance;
using Atelier.Platform.Media;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.Amqp;

/// <summary>Tells what passes (a store that is away, a full disk) from a bug, and waits for its end.</summary>
internal static class Outages
{
    private const int Tries = 8;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The result; null when the outage lasted longer than one message should be held.</summary>
    public static async Task<T?> WaitOut<T>(Func<Task<T>> work, TimeProvider clock, ILogger log, CancellationToken ct) where T : class
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            try
            {
                return await work();
            }
            catch (Exception error) when (Passes(error))
            {
                var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempt), Longest.TotalSeconds));
                log.LogWarning(error, "A queued request waits {Pause} for an outage to end", pause);
                await Task.Delay(pause, clock, ct);
            }
        }
        return null;
    }

    private static bool Passes(Exception error) =>
        error is DbException or DbUpdateException or IOException or TimeoutException or MediaToolException || StorageFull.Is(error);
}
