using Atelier.Contracts;
using Atelier.Generator.Attempts;
using Atelier.Platform.Assets;
using Atelier.Platform.Http;
using Microsoft.Extensions.Logging;

namespace Atelier.Generator.Running;

/// <summary>Brings an output from the vendor into the asset store. From here on it is charged, whatever becomes of it.</summary>
internal sealed class OutputKeeper(IAssetStore assets, TimeProvider time, ILogger<OutputKeeper> log)
{
    private const int FetchTries = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(2);

    /// <summary>Checks and keeps bytes. A store without room is tried again until the deadline.</summary>
    public async Task<AttemptInput> Keep(AttemptWork work, Stream content, long? seed, CancellationToken ct)
    {
        var (facts, fault) = OutputCheck.Read(content, work.Model.Card.Medium);
        if (facts is null) return new AttemptInput.GaveUp(FailureKind.VendorError, fault!, Produced: true);
        while (true)
        {
            try
            {
                content.Position = 0;
                return new AttemptInput.Kept(await assets.Put(content, facts, ct), seed);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning(e, "The output of attempt {Attempt} cannot be kept; trying until its deadline", work.Command.AttemptId);
                if (time.GetUtcNow() + StorePause >= work.Command.Deadline) return new AttemptInput.GaveUp(FailureKind.OutputLost, "the asset store would not take the output", Produced: true);
                await Task.Delay(StorePause, time, ct);
            }
        }
    }

    /// <summary>Fetches a link and keeps what is there. Null: the link is dead, and a fresh one is worth asking for.</summary>
    public async Task<AttemptInput?> Fetch(AttemptWork work, Uri link, long? seed, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            await using var content = Buffer(work);
            try
            {
                await Download(work, link, content, ct);
                return await Keep(work, content, seed, ct);
            }
            catch (OutboundException e) when (e.Fault is OutboundFault.Refused or OutboundFault.TooLarge)
            {
                return new AttemptInput.GaveUp(FailureKind.VendorError, $"the output's link cannot be followed: {e.Message}", Produced: true);
            }
            catch (OutboundException e) when (e.Status is >= 400 and < 500 and not (408 or 429))
            {
                return null;
            }
            catch (Exception e) when (e is OutboundException or IOException)
            {
                log.LogInformation("Fetching the output of attempt {Attempt} failed: {Reason}", work.Command.AttemptId, e.Message);
                if (tries == FetchTries || time.GetUtcNow() + Pause >= work.Command.Deadline)
                    return new AttemptInput.GaveUp(FailureKind.OutputLost, $"the output could not be fetched: {e.Message}", Produced: true);
                await Task.Delay(Pause * tries, time, ct);
            }
        }
    }

    /// <summary>An authorized link is asked for as the API is; where it leads from there, nobody sees who pays.</summary>
    private static async Task Download(AttemptWork work, Uri link, Stream to, CancellationToken ct)
    {
        var (output, authorized) = (work.Call.Output, work.Call.Output.Authorized || work.Call.Content is not null);
        for (var redirects = 0; ; redirects++)
        {
            using var request = authorized ? work.Request(HttpMethod.Get, link) : new HttpRequestMessage(HttpMethod.Get, link);
            try
            {
                await (authorized ? work.Vendor.Api : work.Vendor.Links).Download(request, to, output.MaxBytes, output.Timeout, ct);
                return;
            }
            catch (OutboundException e) when (e.Location is { } next && redirects < output.Redirects)
            {
                (link, authorized) = (new Uri(link, next), false);
            }
        }
    }

    /// <summary>Pictures fit into memory; clips go to a file that vanishes when it is closed.</summary>
    private static Stream Buffer(AttemptWork work) => work.Model.Card.Medium == Medium.Image
        ? new MemoryStream()
        : new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
}
