using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Atelier.Gateway;

/// <summary>Each key has a bucket of its own: one client's haste is no other's wait.</summary>
internal static class RateLimits
{
    public static void AddRateLimits(this IServiceCollection services, GatewayOptions options) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => context.Features.Get<Caller>() is { } caller
            ? RateLimitPartition.GetTokenBucketLimiter(caller.KeyHash, _ => Bucket(options))
            : RateLimitPartition.GetNoLimiter(""));
        limiter.OnRejected = Refuse;
    });

    private static TokenBucketRateLimiterOptions Bucket(GatewayOptions options) => new()
    {
        TokenLimit = options.RequestsPerSecond * 2,
        TokensPerPeriod = Math.Max(1, options.RequestsPerSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromSeconds(options.RequestsPerSecond >= 10 ? 0.1 : 1.0 / options.RequestsPerSecond),
        QueueLimit = 0,
        AutoReplenishment = true,
    };

    private static ValueTask Refuse(OnRejectedContext context, CancellationToken ct)
    {
        var seconds = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
        context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return new ValueTask(Problems.Write(
            context.HttpContext, StatusCodes.Status429TooManyRequests, "too-many-requests", "Too many requests", $"Ask again in {seconds} s; the limit is Gateway:RequestsPerSecond a key."));
    }
}
