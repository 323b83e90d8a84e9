using System.Text;
using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Generator.Vendors;
using Atelier.Platform.Assets;
using Atelier.Platform.Catalog;
using Atelier.Platform.Media;

namespace Atelier.Generator.Checking;

/// <summary>Checks a vendor document: the generator itself calls a mock that is made from the document, with everything that may happen at a vendor.</summary>
public static class VendorCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Runs every case.</summary>
    /// <param name="file">The document.</param>
    /// <param name="catalog">The catalog's folder, for the documents beside it.</param>
    /// <param name="model">One of its models; null: all.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="CatalogException">The document is not right as it stands: with file, line, column and what was expected.</exception>
    public static async Task<CheckReport> Run(string file, string catalog, string? model, CancellationToken ct)
    {
        var document = CatalogLoader.Load<VendorDocument>(file);
        if (model is not null && !document.Value.Models.ContainsKey(model))
            throw new InvalidOperationException($"{file} has no model {model}: it has {string.Join(", ", document.Value.Models.Keys)}.");
        var folder = Directory.CreateTempSubdirectory("atelier-check-").FullName;
        try
        {
            return await Run(document, folder, catalog, model, ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<CheckReport> Run(CatalogDocument<VendorDocument> document, string folder, string catalog, string? model, CancellationToken ct)
    {
        await using var mock = await MockVendor.Start();
        var plan = new CheckPlan(document, mock.Address, await Picture(folder, ct), TimeProvider.System);
        var all = plan.Of(model);
        for (var i = 0; i < all.Count; i++) mock.Add(i + 1, all[i].Scene);
        IReadOnlyDictionary<Guid, AttemptRow> rows;
        IReadOnlyCollection<string> logs;
        await using (var host = await CheckHost.Start(folder, catalog, all.Select(one => one.Model)))
        {
            foreach (var one in all) await host.Send(one.Scene.Attempt);
            var calledOff = all.Where(one => one.Case.CalledOff).Select(one => one.Scene.Attempt).ToList();
            await host.Until([.. calledOff.Select(attempt => attempt.AttemptId)], row => row.State is AttemptState.Submitted || row.Ended, Patience, ct);
            foreach (var attempt in calledOff) await host.CallOff(attempt);
            rows = await host.Until([.. all.Select(one => one.Scene.Attempt.AttemptId)], row => row.Ended, Patience, ct);
            logs = host.Logs;
        }

        var secrets = Secrets(all, document.Value.Auth);
        var report = Report(document.Value, plan, all, rows, words => Clean(words, secrets));
        return report with { Lines = [.. report.Lines, Leaks(secrets, logs, CheckHost.Data(folder), report)] };
    }

    private static CheckReport Report(VendorDocument vendor, CheckPlan plan, IReadOnlyList<Planned> all, IReadOnlyDictionary<Guid, AttemptRow> rows, Func<string, string> clean)
    {
        var lines = new List<CheckLine>();
        foreach (var one in all)
        {
            var found = one.Case.Judge(new Outcome(rows.GetValueOrDefault(one.Scene.Attempt.AttemptId), one.Scene));
            lines.Add(new CheckLine(one.Subject, one.Case.Name, clean(Asked(one.Scene)), one.Case.Expected, found is null ? null : clean(found), one.Case.Remedy) { IsNote = one.IsNote });
        }

        var requests = new List<CheckRequest>();
        foreach (var least in plan.Least.Values)
        {
            if (least.Scene.Received.FirstOrDefault(request => request.Role == Role.Submit) is not { } request) continue;
            requests.Add(SentRequest.Shown(least.Subject, request, clean));
            lines.AddRange(SentRequest.Faults(request, vendor.Auth).Select(fault => new CheckLine(least.Subject, fault.Case, "", fault.Expected, clean(fault.Found), fault.Remedy)));
            if (!SentRequest.HasPrompt(request) && least.Model.Card.Upscale is null)
                lines.Add(new CheckLine(least.Subject, "prompt", "", "arrives as it was asked", "it is not in the request", "put {prompt} into the body, unless the model takes none") { IsNote = true });
        }

        return new CheckReport(vendor.Vendor, requests, lines);
    }

    private static string Asked(Scene scene) => scene.Received.IsEmpty ? "nothing" : string.Join(", ", scene.Received
        .Select(request => $"{request.Method} {(request.Address.Length > 60 ? request.Address[..57] + "…" : request.Address)} → {request.Answered}")
        .Aggregate(new List<(string Words, int Times)>(), (list, words) =>
        {
            if (list.Count > 0 && list[^1].Words == words) list[^1] = (words, list[^1].Times + 1);
            else list.Add((words, 1));
            return list;
        })
        .Select(one => one.Times == 1 ? one.Words : $"{one.Words} ({one.Times} times)"));

    /// <summary>What must be nowhere: the secrets, and what was shown in their place (tokens, encoded pairs).</summary>
    private static HashSet<string> Secrets(IReadOnlyList<Planned> all, AuthRule? auth)
    {
        var secrets = new HashSet<string> { CheckSecrets.Mark };
        if (auth?.Header is not { } header || (auth.Secret ?? auth.SecretFile) is null) return secrets;
        foreach (var value in all.SelectMany(one => one.Scene.Received).Select(request => request.Headers.GetValueOrDefault(header)).OfType<string>())
            secrets.Add(value[(value.LastIndexOf(' ') + 1)..]);
        return secrets;
    }

    private static string Clean(string words, HashSet<string> secrets)
    {
        foreach (var secret in secrets.OrderByDescending(secret => secret.Length)) words = words.Replace(secret, Redaction.Mark, StringComparison.OrdinalIgnoreCase);
        return words;
    }

    private static CheckLine Leaks(HashSet<string> secrets, IReadOnlyCollection<string> logs, string data, CheckReport report)
    {
        var files = Directory.GetFiles(data, "*", SearchOption.AllDirectories);
        var places = new List<string>();
        if (logs.Any(Holds)) places.Add($"the log ({logs.First(Holds).Split('\n')[0]})");
        places.AddRange(files.Where(file => Holds(Encoding.Latin1.GetString(File.ReadAllBytes(file)))).Select(file => Path.GetFileName(file)));
        if (report.Lines.Any(line => Holds($"{line.Asked} {line.Found}")) || report.Requests.Any(request => Holds($"{request.Line} {string.Join(' ', request.Headers)} {request.Body}"))) places.Add("this report");
        return new CheckLine("all", "secrets", $"{logs.Count} lines of log to the last level, {files.Length} files", "nowhere", places.Count == 0 ? null : Clean($"in {string.Join(", ", places)}", secrets), "this is the engine's own: report it");

        bool Holds(string text) => secrets.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<AssetRef> Picture(string folder, CancellationToken ct)
    {
        using var bytes = new MemoryStream(SampleMedia.Png, writable: false);
        return await AssetStores.Open(Path.Combine(CheckHost.Data(folder), "assets"), TimeProvider.System).Put(bytes, MediaSniffer.TryRead(SampleMedia.Png)!, ct);
    }
}
