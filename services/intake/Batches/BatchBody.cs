using System.Text;
using System.Text.Json.Nodes;
using Atelier.Intake.Acceptance;
using Atelier.Intake.Requests;
using Atelier.Platform.Catalog;

namespace Atelier.Intake.Batches;

/// <summary>Reads a batch: JSON or YAML; or a form with such a part named <c>batch</c> and a file of rows, CSV or JSON Lines, named <c>rows</c>.</summary>
internal static class BatchBody
{
    /// <summary>The largest batch: 10,000 rows of some 1,600 bytes.</summary>
    public const int MaxBytes = 16 << 20;

    private static readonly string[] Yaml = ["application/yaml", "application/x-yaml", "text/yaml"];

    public static async Task<(BatchRequest? Batch, IReadOnlyList<BatchItem>? Rows, Problems Problems, IResult? Answer)> Read(HttpRequest request, CancellationToken ct)
    {
        var problems = new Problems();
        if (request.ContentLength > MaxBytes)
            return (null, null, problems, HttpProblems.TooLarge(MaxBytes));
        try
        {
            if (request.HasFormContentType)
                return await Form(request, problems, ct);
            if (Kind(request.ContentType) is not { } kind)
                return (null, null, problems, HttpProblems.NotABatch(request.ContentType));
            if (await Bytes(request.Body, ct) is not { } body)
                return (null, null, problems, HttpProblems.TooLarge(MaxBytes));
            return Answer(Parse(body, kind, problems), null, problems);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return (null, null, problems, HttpProblems.TooLarge(MaxBytes));
        }
    }

    private static async Task<(BatchRequest?, IReadOnlyList<BatchItem>?, Problems, IResult?)> Form(HttpRequest request, Problems problems, CancellationToken ct)
    {
        var form = await request.ReadFormAsync(new Microsoft.AspNetCore.Http.Features.FormOptions { MultipartBodyLengthLimit = MaxBytes, ValueLengthLimit = MaxBytes, BufferBodyLengthLimit = MaxBytes }, ct);
        var (head, file) = (form.Files.GetFile("batch"), form.Files.GetFile("rows"));
        var text = head is null ? form.TryGetValue("batch", out var field) ? Encoding.UTF8.GetBytes(field.ToString()) : null : await Bytes(head.OpenReadStream(), ct);
        if (text is null)
        {
            problems.Add("batch", "no such part in the form", "send what the rows share as a part named batch, JSON or YAML");
            return (null, null, problems, HttpProblems.Malformed(problems.All));
        }
        var batch = Parse(text, Kind(head?.ContentType) ?? (text.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("{"u8) ? "json" : "yaml"), problems);
        IReadOnlyList<BatchItem>? rows = null;
        if (file is not null)
        {
            var bytes = (await Bytes(file.OpenReadStream(), ct))!;
            var lines = file.ContentType.Contains("json", StringComparison.OrdinalIgnoreCase) || Path.GetExtension(file.FileName) is ".jsonl" or ".ndjson" or ".json";
            rows = lines ? RowFiles.JsonLines(bytes, problems) : RowFiles.Csv(bytes, problems);
        }
        return Answer(batch, rows, problems);
    }

    private static (BatchRequest?, IReadOnlyList<BatchItem>?, Problems, IResult?) Answer(BatchRequest? batch, IReadOnlyList<BatchItem>? rows, Problems problems) =>
        batch is null ? (null, null, problems, HttpProblems.Malformed(problems.All)) : problems.Any ? (null, null, problems, HttpProblems.InvalidBatch(problems)) : (batch, rows, problems, null);

    private static string? Kind(string? contentType) => contentType?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        { } type when type == "application/json" || type.EndsWith("+json", StringComparison.Ordinal) => "json",
        { } type when Yaml.Contains(type) => "yaml",
        _ => null,
    };

    private static BatchRequest? Parse(byte[] body, string kind, Problems problems)
    {
        if (kind == "json")
            return RequestReader.Read<BatchRequest>(body, problems);
        try
        {
            return RequestReader.Read<BatchRequest>(Encoding.UTF8.GetBytes(CatalogLoader.Parse<JsonNode>(body, "batch").Value.ToJsonString()), problems);
        }
        catch (CatalogException e)
        {
            problems.Add($"{(e.Field.Length == 0 ? "$" : e.Field)} (line {e.Line}, column {e.Column})", e.Found, $"give {e.Expected}");
            return null;
        }
    }

    /// <summary>The bytes; null when there are more than allowed.</summary>
    private static async Task<byte[]?> Bytes(Stream from, CancellationToken ct)
    {
        using var all = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = await from.ReadAsync(buffer, ct)) > 0;)
        {
            if (all.Length + read > MaxBytes)
                return null;
            all.Write(buffer, 0, read);
        }
        return all.ToArray();
    }
}
