using Atelier.Contracts;
using Atelier.Intake.Requests;
using Atelier.Intake.Store;
using Atelier.Intake.Validation;
using Atelier.Platform.Assets;
using Atelier.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Intake.References;

/// <summary>Brings a request's references into the asset store: all of them are fetched and checked before the first is kept.</summary>
internal sealed class ReferenceGatherer(
    ReferenceOptions options, ReferenceHttp http, ReferenceImage image, IAssetStore assets, IDbContextFactory<IntakeDb> reads)
{
    private readonly SemaphoreSlim _room = new(options.MaxConcurrent);

    public async Task<(ValidRequest Request, IReadOnlyList<AssetRef> Assets)> Gather(string tenantId, ValidRequest request, Problems problems, CancellationToken ct)
    {
        await using var found = new Findings(request.References.Count);
        await Task.WhenAll(request.References.Select(async (wanted, i) =>
            found[i] = wanted.Url is { } url ? await Fetch(url, ct) : await LookUp(tenantId, wanted.Asset!, ct)));
        for (var i = 0; i < request.References.Count; i++)
        {
            if (found[i].Remedy is { } remedy)
                problems.Add($"{request.References[i].Path}.{(request.References[i].Url is null ? "asset" : "url")}", found[i].Found, remedy);
        }
        if (problems.Any)
            return (request, []);
        var kept = new AssetRef[request.References.Count];
        for (var i = 0; i < kept.Length; i++)
            kept[i] = found[i].Asset ?? await assets.PutFile(found[i].File!.Path, found[i].Facts!, ct);
        return (With(request, kept), [.. kept.DistinctBy(asset => asset.Sha256)]);
    }

    private async Task<Finding> Fetch(Uri url, CancellationToken ct)
    {
        await _room.WaitAsync(ct);
        var file = new TemporaryFile();
        try
        {
            await using (var to = file.Create())
                await http.Client.Download(url, to, options.MaxBytes, options.Timeout, ct);
            var (facts, found, remedy) = await image.Check(file.Path, ct);
            return facts is null ? Finding.Wrong(found, remedy, file) : new Finding { File = file, Facts = facts };
        }
        catch (OutboundException e)
        {
            return Finding.Wrong(e.Message, Remedy(e.Fault), file);
        }
        catch (Exception e)
        {
            file.Dispose();
            if (AssetStoreFullException.IsDiskFull(e))
                throw new AssetStoreFullException(Path.GetTempPath(), e);
            throw;
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task<Finding> LookUp(string tenantId, string sha256, CancellationToken ct)
    {
        var id = OwnedAssetRow.IdOf(tenantId, sha256);
        await using var db = await reads.CreateDbContextAsync(ct);
        var asset = (await db.OwnedAssets.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct))?.ToAsset();
        if (asset is null || !await assets.Exists(sha256, ct))
            return Finding.Wrong("an asset that is not there", "upload it with POST /v1/references, or give its address as url");
        return Platform.Media.MediaTypes.IsImage(asset.MediaType) ? new Finding { Asset = asset } : Finding.Wrong(asset.MediaType, "refer to an image");
    }

    private string Remedy(OutboundFault fault) => fault switch
    {
        OutboundFault.Refused => "give a public http or https address; private, local and reserved ones are not fetched",
        OutboundFault.TooLarge => $"give an image of at most {options.MaxBytes / 1_000_000} MB",
        OutboundFault.BadStatus => "give the address of the image itself, open to everyone; redirects are not followed",
        _ => "check the address and ask again, or upload the image with POST /v1/references",
    };

    private static ValidRequest With(ValidRequest request, AssetRef[] kept) => request with
    {
        Stages = [.. request.Stages.Select((stage, s) => stage with
        {
            References = [.. request.References.Zip(kept).Where(pair => pair.First.Stage == s)
                .Select(pair => new Reference { Asset = pair.Second, Role = pair.First.Role, Weight = pair.First.Weight })],
        })],
    };
}
