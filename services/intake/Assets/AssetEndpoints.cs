using Atelier.Intake.Acceptance;
using Atelier.Intake.References;
using Atelier.Intake.Requests;
using Atelier.Intake.Store;
using Atelier.Platform.Assets;
using Atelier.Platform.Hosting;
using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Atelier.Intake.Assets;

/// <summary>Files out (a tenant's own only) and reference images in.</summary>
internal static class AssetEndpoints
{
    public static void MapAssets(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/assets/{sha256}", ["GET", "HEAD"], Get).WithSummary("A file, whole or in ranges").ProducesProblem(StatusCodes.Status404NotFound);
        app.MapPost("/references", Upload).WithSummary("Upload an image (its bytes as the body) to refer to")
            .Produces<Contracts.AssetRef>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Get(string sha256, HttpContext context, IDbContextFactory<IntakeDb> reads, IAssetStore assets, CancellationToken ct)
    {
        var id = OwnedAssetRow.IdOf(context.TenantId(), sha256);
        await using var db = await reads.CreateDbContextAsync(ct);
        if ((await db.OwnedAssets.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct))?.ToAsset() is not { } asset)
            return HttpProblems.NotFound("asset");
        try
        {
            var content = await assets.OpenRead(sha256, ct);
            context.Response.Headers.CacheControl = "private, max-age=31536000, immutable"; // the name is the content
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Results.Stream(content, asset.MediaType, entityTag: new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true);
        }
        catch (AssetNotFoundException)
        {
            return HttpProblems.NotFound("asset");
        }
    }

    /// <summary>The raw bytes of an image as the body; the answer names it for use as a reference's <c>asset</c>.</summary>
    private static async Task<IResult> Upload(
        HttpContext context, ReferenceOptions options, ReferenceImage image, IAssetStore assets, GroupCommit<IntakeDb> writes, CancellationToken ct)
    {
        using var file = new TemporaryFile();
        if (!await Receive(context.Request, file, options.MaxBytes, ct))
            return HttpProblems.TooLarge(options.MaxBytes);
        var (facts, found, remedy) = await image.Check(file.Path, ct);
        if (facts is null)
        {
            var problems = new Problems();
            problems.Add("$", found, remedy);
            return HttpProblems.Invalid(problems.All);
        }
        var tenantId = context.TenantId();
        var asset = await assets.PutFile(file.Path, facts, ct);
        await writes.Commit([.. OwnedAssetRow.Keys(tenantId, [asset])], scope => OwnedAssetRow.Grant(scope, tenantId, [asset]), CancellationToken.None);
        return Results.Created($"/v1/assets/{asset.Sha256}", asset);
    }

    private static async Task<bool> Receive(HttpRequest request, TemporaryFile file, long maxBytes, CancellationToken ct)
    {
        if (request.ContentLength > maxBytes)
            return false;
        await using var to = file.Create();
        var buffer = new byte[81_920];
        for (int read; (read = await request.Body.ReadAsync(buffer, ct)) > 0;)
        {
            if (to.Position + read > maxBytes)
                return false;
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        return true;
    }
}
