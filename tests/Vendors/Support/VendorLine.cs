using System.Text.RegularExpressions;
using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Vendors;
using Atelier.Platform.Assets;
using Atelier.Platform.Catalog;
using Atelier.Platform.Media;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Vendors.Tests.Support;

/// <summary>
/// A vendor's shipped document, the real generator that goes by it, and a server that speaks the vendor's published API in the place of the
/// document's base URL. One for each class of tests; <see cref="Run"/> is one attempt.
/// </summary>
public sealed class VendorLine<TApi> : IAsyncLifetime where TApi : VendorApi, new()
{
    private readonly string _folder = Given.Folder();
    private GeneratorHost _host = null!;

    public VendorServer Server { get; } = new();

    /// <summary>The API of this run.</summary>
    public TApi Api { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        await Server.Listen();
        Begin();
        var catalog = Path.Combine(_folder, "catalog");
        var file = Path.Combine(AppContext.BaseDirectory, "catalog", "vendors", Api.Document);
        var document = CatalogLoader.Load<VendorDocument>(file).Value;
        Directory.CreateDirectory(Path.Combine(catalog, "vendors"));
        await File.WriteAllTextAsync(Path.Combine(catalog, "vendors", Api.Document), Api.Local(Impatient(await File.ReadAllTextAsync(file)), Server.Url));
        await File.WriteAllTextAsync(Path.Combine(catalog, "routing.yaml"), "tiers: { main: {} }\n");
        await File.WriteAllTextAsync(Path.Combine(catalog, "prices.yaml"), $"""
            models:
            {string.Join('\n', document.Models.Select(model => $"  {document.Vendor}/{model.Key}: {{ per: {(model.Value.Card.Medium == Medium.Video ? "second" : "image")}, usd: 0.05 }}"))}
            ownWork: {"{"} inspectionUsdPerSecond: 0, refinementUsdPerSecond: 0 {"}"}
            """);
        _host = await GeneratorHost.Start(
            Path.Combine(_folder, "data"), catalog, [($"Vendors:{document.Vendor}:BaseUrl", Server.Url.AbsoluteUri), .. Api.Settings(document)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Forgets what was: another run with an API that knows nothing yet.</summary>
    public void Begin() => Server.Begin(Api = new TApi());

    /// <summary>Sends an attempt at a model, and waits for its end.</summary>
    internal async Task<Ran> Run(string model, Action<Given.Change>? asks = null)
    {
        var attempt = Given.Attempt(model, asks);
        await _host.Send(attempt);
        return await End(attempt);
    }

    /// <summary>Sends an attempt while nobody is there, who comes back once it was tried in vain.</summary>
    internal async Task<Ran> RunWhileAway(string model, Action<Given.Change>? asks = null)
    {
        await Server.GoAway();
        var attempt = Given.Attempt(model, asks);
        await _host.Send(attempt);
        await Until.True(async () => await _host.Row(attempt.AttemptId) is { Retries: > 0 }, "a try was in vain");
        await Server.Listen();
        return await End(attempt);
    }

    /// <summary>Runs a row of a table and checks that it ends as it says.</summary>
    internal async Task<Ran> Prove(Case row)
    {
        Begin();
        row.Vendor(Server, Api);
        var ran = row.NobodyThere ? await RunWhileAway(row.Model, row.Asks) : await Run(row.Model, row.Asks);
        row.Check(ran, Server, Api);
        Assert.DoesNotContain(_host.Logs, line => line.Contains(VendorApi.Secret, StringComparison.Ordinal));
        return ran;
    }

    /// <summary>A picture in the asset store, as a reference.</summary>
    internal async Task<Reference> Picture(string role, byte[]? content = null)
    {
        using var bytes = new MemoryStream(content ?? Given.Png, writable: false);
        var facts = MediaSniffer.TryRead(bytes.ToArray())!;
        return new Reference { Asset = await _host.Services.GetRequiredService<IAssetStore>().Put(bytes, facts, default), Role = role };
    }

    /// <summary>The document as it is, but that jobs are asked for every few milliseconds.</summary>
    private static string Impatient(string document) =>
        Regex.Replace(document.Replace("for: 30s", "for: 200ms, interval: 20ms"), @"poll: (&\w+ )?\{[^}]*\}", poll => Regex.Replace(poll.Value, @"(first|interval|max|min): [\d.]+m?s", step => $"{step.Groups[1].Value}: {(step.Groups[1].Value == "max" ? 50 : 10)}ms"));

    private async Task<Ran> End(GenerateAttempt attempt)
    {
        var id = attempt.AttemptId;
        await Until.True(() => _host.Completed.Any(e => e.AttemptId == id) || _host.Failed.Any(e => e.AttemptId == id), "the attempt ends");
        return new Ran(attempt, _host.Completed.FirstOrDefault(e => e.AttemptId == id), _host.Failed.FirstOrDefault(e => e.AttemptId == id), (await _host.Row(id))!);
    }
}

/// <summary>How an attempt ended: one of the two events, and what is stored.</summary>
internal sealed record Ran(GenerateAttempt Attempt, GenerationCompleted? Completed, GenerationFailed? Failed, AttemptRow Row)
{
    public Cost Cost => Completed?.Cost ?? Failed!.Cost;

    public override string ToString() => Completed is not null ? "completed" : $"failed: {Failed!.Failure}, {Failed.Detail}, {Failed.Cost}";
}
