using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Atelier.Contracts;

namespace Atelier.Cli.Client;

public sealed partial class AtelierClient
{
    /// <summary>Asks for a batch; asking again with its key asks once.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<BatchTaken> SubmitBatch(BatchFile batch, CancellationToken ct = default)
    {
        using var response = await Ask(batch.Name, () => Post("/v1/batches", batch), ct);
        return (await response.Content.ReadFromJsonAsync<BatchTaken>(AtelierJson.Options, ct))!;
    }

    /// <summary>Checks and prices a batch; nothing is asked for.</summary>
    /// <exception cref="RefusedException">With the line's reasons.</exception>
    public async Task<BatchPrice> PriceBatch(BatchFile batch, CancellationToken ct = default)
    {
        using var response = await Ask(batch.Name, () => Post("/v1/batches?dryRun=true", batch), ct);
        return (await response.Content.ReadFromJsonAsync<BatchPrice>(AtelierJson.Options, ct))!;
    }

    /// <summary>How a batch goes.</summary>
    /// <param name="name">Its id or its key.</param>
    /// <param name="ct">Stops asking.</param>
    public Task<BatchView> Batch(string name, CancellationToken ct = default) => Get<BatchView>($"/v1/batches/{Uri.EscapeDataString(name)}", ct);

    /// <summary>Pauses, resumes or cancels a batch.</summary>
    /// <param name="name">Its id or its key.</param>
    /// <param name="wish"><c>pause</c>, <c>resume</c> or <c>cancel</c>.</param>
    /// <param name="ct">Stops asking.</param>
    /// <exception cref="RefusedException">It is over.</exception>
    public async Task Wish(string name, string wish, CancellationToken ct = default)
    {
        using var response = await Ask($"batch {name}", () => new HttpRequestMessage(HttpMethod.Post, $"/v1/batches/{Uri.EscapeDataString(name)}/{wish}"), ct);
    }

    /// <summary>Writes a row for each deliverable of a batch, as CSV or as JSON.</summary>
    public async Task BatchReport(string name, bool csv, Stream to, CancellationToken ct = default)
    {
        using var response = await Ask($"batch {name}", () => new HttpRequestMessage(HttpMethod.Get, $"/v1/batches/{Uri.EscapeDataString(name)}/report{(csv ? "?format=csv" : "")}"), ct);
        await response.Content.CopyToAsync(to, ct);
    }

    private static HttpRequestMessage Post(string url, BatchFile batch)
    {
        var head = new StringContent(batch.Head, Encoding.UTF8, batch.IsJson ? "application/json" : "application/yaml");
        if (batch.Rows is null)
            return new HttpRequestMessage(HttpMethod.Post, url) { Content = head };
        var rows = new ByteArrayContent(batch.Rows);
        rows.Headers.ContentType = new MediaTypeHeaderValue(batch.RowsAreLines ? "application/jsonl" : "text/csv");
        return new HttpRequestMessage(HttpMethod.Post, url) { Content = new MultipartFormDataContent { { head, "batch", batch.Name }, { rows, "rows", "rows" } } };
    }
}

/// <summary>A batch as files hold it.</summary>
/// <param name="Name">What to call it in errors.</param>
/// <param name="Head">JSON or YAML.</param>
/// <param name="IsJson">Whether the head is JSON.</param>
/// <param name="Rows">A file of rows beside it, if any.</param>
/// <param name="RowsAreLines">Whether the rows are JSON Lines; else they are CSV.</param>
public sealed record BatchFile(string Name, string Head, bool IsJson, byte[]? Rows, bool RowsAreLines)
{
    /// <summary>Reads the files.</summary>
    public static BatchFile Read(string path, string? rows) => new(
        Path.GetFileName(path), File.ReadAllText(path), Path.GetExtension(path) == ".json", rows is null ? null : File.ReadAllBytes(rows), Path.GetExtension(rows) is ".jsonl" or ".ndjson");
}
