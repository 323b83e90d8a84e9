using System.Globalization;
using System.Text.Json;

namespace Atelier.Generator.Wire;

/// <summary>How long a vendor asks to be left alone: by Retry-After, or in the way its document tells.</summary>
internal sealed class RetryAfter(IReadOnlyList<string> headers, Take? take, TimeSpan max)
{
    private const double EpochSeconds = 1e9; // more seconds than anyone waits: a moment, counted from 1970

    /// <summary>Null: it does not say.</summary>
    public TimeSpan? Of(HttpResponseMessage response, JsonElement? body, DateTimeOffset now)
    {
        var after = response.Headers.RetryAfter;
        var said = after?.Delta ?? after?.Date - now;
        if (said is null && (int)response.StatusCode is 429 or 503) said = OwnWay(response, body, now);
        return said is not { } pause || pause < TimeSpan.Zero ? null : pause < max ? pause : max;
    }

    private TimeSpan? OwnWay(HttpResponseMessage response, JsonElement? body, DateTimeOffset now)
    {
        foreach (var name in headers)
        {
            if (response.Headers.TryGetValues(name, out var values) && Pause(values.First(), now) is { } pause) return pause;
        }

        return take is not null && body is { } json ? Pause(take.From(json), now) : null;
    }

    private static TimeSpan? Pause(string? text, DateTimeOffset now)
    {
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds > 1e11) return null;
        return seconds < EpochSeconds ? TimeSpan.FromSeconds(seconds) : DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds) - now;
    }
}
