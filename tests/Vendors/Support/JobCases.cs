using Atelier.Contracts;

namespace Atelier.Vendors.Tests.Support;

/// <summary>What every vendor of jobs has to come through beside <see cref="Case.AsJob"/>: its own ends, and links.</summary>
internal static class JobCases
{
    /// <param name="model">A model of its document.</param>
    /// <param name="asks">What is asked of it.</param>
    /// <param name="refused">A word of what the vendor says to a refused job.</param>
    /// <param name="brokenIsUnbilled">See <see cref="Case.AsJob"/>.</param>
    /// <param name="failed">What a job that failed for a technical reason costs.</param>
    public static Dictionary<string, Case> Of(string model, Action<Given.Change> asks, string refused, bool brokenIsUnbilled = false, Charged failed = Charged.Unpriced) => new(Case.AsJob(model, asks, brokenIsUnbilled))
    {
        ["a job that moderation ends"] = new(model)
        {
            Asks = asks, Vendor = (_, api) => ((JobApi)api).Ends = Ending.Refused, Fails = FailureKind.Refused, Cost = Charged.Unpriced, Says = refused,
        },
        ["a job that fails"] = new(model) { Asks = asks, Vendor = (_, api) => ((JobApi)api).Ends = Ending.Failed, Fails = FailureKind.VendorError, Cost = failed },
        ["a job that takes long"] = new(model) { Asks = asks, Vendor = (_, api) => ((JobApi)api).Pending = 12 },
        ["a request that it will not take"] = new(model)
        {
            Asks = asks, Vendor = (server, api) => server.Instead(Op.Submit, api.Invalid("prompt", "not this one")), Fails = FailureKind.InvalidRequest, Cost = Charged.Nothing, Taken = 0, Says = "prompt: not this one",
        },
        ["a wrong key"] = new(model)
        {
            Asks = asks, Vendor = (server, _) => server.Instead(Op.Submit, Reply.Json(401, new { error = "unauthorized" })), Fails = FailureKind.VendorError, Cost = Charged.Nothing, Taken = 0,
        },
        ["a dead link is replaced by a fresh one"] = new(model) { Asks = asks, Vendor = (server, _) => server.Instead(Op.File, Reply.Empty(403)) },
        ["links that stay dead lose what was made, which is charged"] = new(model)
        {
            Asks = asks, Vendor = (server, _) => server.Instead(Op.File, Reply.Empty(404), times: 20), Fails = FailureKind.OutputLost,
        },
        ["a file that breaks off is fetched again"] = new(model) { Asks = asks, Vendor = (server, _) => server.Instead(Op.File, Reply.Bytes(Clip.Mp4, "video/mp4") with { Cut = true }) },
        ["a file that is no media is charged"] = new(model)
        {
            Asks = asks, Vendor = (server, _) => server.Instead(Op.File, Reply.Json(200, new { hello = "there" })), Fails = FailureKind.VendorError,
        },
    };
}
