using System.Text.Json;
using Atelier.Generator.Wire;

namespace Atelier.Generator.Tests;

public sealed class When_a_vendor_says_when_to_come_back
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private static readonly RetryAfter Rule = new(
        ["x-ratelimit-reset"], new Take([Pointer.Parse("/detail")], new System.Text.RegularExpressions.Regex(@"~(\d+)s")), TimeSpan.FromMinutes(5));

    [Theory]
    [InlineData(429, "Retry-After", "7", 7.0)]
    [InlineData(202, "Retry-After", "7", 7.0)]
    [InlineData(429, "Retry-After", "86400", 300.0)] // not believed
    [InlineData(429, "Retry-After", "soon", 30.0)] // not understood: the next way counts
    [InlineData(429, "x-ratelimit-reset", "12.5", 12.5)]
    [InlineData(429, "x-ratelimit-reset", "1800000042", 42.0)]
    [InlineData(429, "x-ratelimit-reset", "1700000000", null)] // past
    [InlineData(429, "x-other", "1", 30.0)]
    [InlineData(200, "x-ratelimit-reset", "12", null)] // there is room: nothing to wait for
    public void the_first_way_that_says_it_counts(int status, string header, string value, double? seconds)
    {
        using var answer = new HttpResponseMessage((System.Net.HttpStatusCode)status);
        answer.Headers.TryAddWithoutValidation(header, value);
        using var body = JsonDocument.Parse("""{"detail":"resets in ~30s"}""");
        Assert.Equal(seconds, Rule.Of(answer, body.RootElement, Now)?.TotalSeconds);
    }
}
