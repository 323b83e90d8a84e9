using System.Buffers;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Acceptance;

/// <summary>Reads bodies that a request may be in, and no larger ones.</summary>
internal static class RequestBody
{
    /// <summary>The largest request, over HTTP and over the queue.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The body; null when it is larger than allowed.</summary>
    public static async Task<ReadOnlyMemory<byte>?> Read(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MaxBytes)
            return null;
        // Borrowed: a body of unknown length may be as large as allowed, and buffers of that size are costly to clear and to collect.
        var buffer = ArrayPool<byte>.Shared.Rent(request.ContentLength is { } length ? (int)length + 1 : MaxBytes + 1);
        try
        {
            var read = await request.Body.ReadAtLeastAsync(buffer, Math.Min(buffer.Length, MaxBytes + 1), throwOnEndOfStream: false, ct);
            if (read > MaxBytes)
                return null;
            return buffer.AsSpan(0, read).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The same, where nothing at all is a request too.</summary>
    public static async Task<(T? Request, Problems Problems, IResult? Answer)> ParseOptional<T>(HttpRequest request, CancellationToken ct) where T : class, new() =>
        request.ContentLength is null or 0 && request.ContentType is null ? (new T(), new Problems(), null) : await Parse<T>(request, ct);

    /// <summary>Reads and parses a body; the answer says why it cannot be looked at.</summary>
    public static async Task<(T? Request, Problems Problems, IResult? Answer)> Parse<T>(HttpRequest request, CancellationToken ct) where T : class
    {
        var problems = new Problems();
        if (!request.HasJsonContentType())
            return (null, problems, HttpProblems.NotJson(request.ContentType));
        if (await Read(request, ct) is not { } body)
            return (null, problems, HttpProblems.TooLarge(MaxBytes));
        var parsed = RequestReader.Read<T>(body, problems);
        return (parsed, problems, parsed is null ? HttpProblems.Malformed(problems.All) : null);
    }
}
