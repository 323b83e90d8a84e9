using System.Diagnostics;
using System.Globalization;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Attempts;
using Atelier.Generator.Pricing;
using Atelier.Generator.Vendors;
using Atelier.Platform.Assets;
using Atelier.Platform.Catalog;
using Atelier.Platform.Media;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Generator.Checking;

/// <summary>One request to the real vendor, or to a server that stands in for it, through the generator itself.</summary>
public sealed class LiveCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly VendorModel model;
    private readonly string catalog;

    private LiveCheck(VendorModel model, string catalog, string price, bool hasOwnKey) => (this.model, this.catalog, Price, HasOwnKey) = (model, catalog, price, hasOwnKey);

    /// <summary>The model that is asked: the cheapest, unless one was named.</summary>
    public string Model => model.Id;

    /// <summary>Where the request goes.</summary>
    public Uri Address => model.Vendor.BaseUrl;

    /// <summary>What it should cost by the price book, in words.</summary>
    public string Price { get; }

    /// <summary>What there is no call without, in words; null when all is there.</summary>
    public string? Missing => model.Vendor.Credential?.Missing;

    /// <summary>Whether a key was given; without one a server of one's own is shown a made-up one.</summary>
    public bool HasOwnKey { get; }

    /// <summary>The size that is asked for, and the running time of a clip.</summary>
    public string Asks => $"{Parameters(model.Card).Width}x{Parameters(model.Card).Height}{(Parameters(model.Card).Duration is { } time ? $", {time.TotalSeconds:0.#} s" : "")}";

    /// <summary>Picks what to ask.</summary>
    /// <param name="file">The document.</param>
    /// <param name="catalog">The catalog's folder.</param>
    /// <param name="named">The model; null: the cheapest.</param>
    /// <param name="baseUrl">Another address than the document's, a server of one's own; null: the document's.</param>
    /// <param name="environment">Where the secrets are.</param>
    /// <exception cref="CatalogException">The document is not right as it stands.</exception>
    public static LiveCheck Of(string file, string catalog, string? named, Uri? baseUrl, IConfiguration environment)
    {
        var document = CatalogLoader.Load<VendorDocument>(file);
        var own = new ConfigurationBuilder();
        if (baseUrl is not null) own.Add(new CheckSecrets()); // a server of one's own may want none
        own.AddConfiguration(environment);
        if (baseUrl is not null) own.AddInMemoryCollection([new($"Vendors:{document.Value.Vendor}:BaseUrl", baseUrl.AbsoluteUri)]);
        var models = new VendorCompiler(document, own.Build(), TimeProvider.System).Compile();
        var book = Prices.Load(new CatalogFolder(catalog)).Timeline.At(TimeProvider.System.GetUtcNow());
        var chosen = models.Where(model => named is null || model.Id == $"{document.Value.Vendor}/{named}")
            .OrderBy(model => model.Card.FirstFrame == InputRule.Required).ThenBy(model => Cost(book, model).Micros ?? long.MaxValue).ThenBy(model => model.Card.Medium).FirstOrDefault()
            ?? throw new InvalidOperationException($"{file} has no model {named}: it has {string.Join(", ", document.Value.Models.Keys)}.");
        var cost = Cost(book, chosen);
        var hasOwnKey = document.Value.Auth is not { } auth || (auth.SecretFile ?? environment[auth.Secret ?? ""] ?? environment[$"{auth.Secret}_FILE"]) is { Length: > 0 };
        return new LiveCheck(chosen, catalog, cost.Micros is { } micros ? (micros / 1_000_000m).ToString("$0.0000", CultureInfo.InvariantCulture) : $"unpriced ({cost.Unpriced})", hasOwnKey);
    }

    /// <summary>Asks, and waits for the end.</summary>
    /// <param name="output">Where the output is written to; null: nowhere.</param>
    /// <param name="ct">Ends the waiting; the vendor may make the output all the same.</param>
    public async Task<LiveResult> Ask(string? output, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("atelier-check-").FullName;
        try
        {
            await using var host = await CheckHost.Start(folder, catalog, [model]);
            var assets = host.Services.GetRequiredService<IAssetStore>();
            var attempt = await Attempt(assets, ct);
            var began = Stopwatch.GetTimestamp();
            await host.Send(attempt);
            var row = (await host.Until([attempt.AttemptId], row => row.Ended, Patience, ct)).GetValueOrDefault(attempt.AttemptId);
            var took = Stopwatch.GetElapsedTime(began);
            if (row is not { State: AttemptState.Completed, OutputSha256: { } sha256 })
                return new LiveResult(false, new Outcome(row, null!).Words, took, Cost(row));
            await using var content = await assets.OpenRead(sha256, ct);
            var facts = await MediaSniffer.TryRead(content, ct);
            if (output is not null) await Write(await assets.OpenRead(sha256, ct), output, ct);
            return new LiveResult(true, $"{facts?.MediaType}{(facts?.Width is { } width ? $", {width}x{facts.Height}" : "")}, {content.Length} bytes", took, Cost(row));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Write(Stream content, string output, CancellationToken ct)
    {
        await using (content)
        await using (var file = File.Create(output))
            await content.CopyToAsync(file, ct);
    }

    private static string Cost(AttemptRow? row) => row?.CostMicros is { } micros ? (micros / 1_000_000m).ToString("$0.0000", CultureInfo.InvariantCulture) : "unpriced";

    private static Cost Cost(PriceBook book, VendorModel model) => Charge.Worst(book, model.Id, Asked.For(Parameters(model.Card), model.Card));

    private static EffectiveParameters Parameters(ModelCard card) => SampleParameters.Cheapest(card);

    private async Task<GenerateAttempt> Attempt(IAssetStore assets, CancellationToken ct)
    {
        var parameters = Parameters(model.Card);
        if (model.Card.FirstFrame == InputRule.Required)
        {
            using var bytes = new MemoryStream(SampleMedia.Png, writable: false);
            parameters = SampleParameters.WithFirstFrame(parameters, await assets.Put(bytes, MediaSniffer.TryRead(SampleMedia.Png)!, ct));
        }

        return new GenerateAttempt
        {
            TenantId = "check",
            DeliverableId = Guid.NewGuid(),
            AttemptId = Guid.NewGuid(),
            Stage = 0,
            Decision = new RouteDecision { TableHash = new string('0', 64), Category = "check", Tier = "check", Candidate = 0, Model = model.Id, Criterion = "first" },
            Parameters = parameters,
            Deadline = TimeProvider.System.GetUtcNow() + Patience,
        };
    }
}

/// <summary>How a live check ended.</summary>
/// <param name="Passed">Whether an output came that is whole and of its kind.</param>
/// <param name="Words">What came, or why nothing did.</param>
/// <param name="Took">From sending the attempt to its end.</param>
/// <param name="Cost">By the price book.</param>
public sealed record LiveResult(bool Passed, string Words, TimeSpan Took, string Cost);
