using Atelier.Contracts;

namespace Atelier.Vendors.Tests.Support;

/// <summary>What an attempt was charged.</summary>
internal enum Charged { Full, Nothing, Unpriced }

/// <summary>A row of a table: what the vendor does, and how an attempt ends then.</summary>
internal sealed record Case(string Model)
{
    /// <summary>Departures from the API.</summary>
    public Action<VendorServer, VendorApi> Vendor { get; init; } = (_, _) => { };

    public Action<Given.Change>? Asks { get; init; }

    /// <summary>Nobody listens until it was tried in vain.</summary>
    public bool NobodyThere { get; init; }

    /// <summary>Null: it completes.</summary>
    public FailureKind? Fails { get; init; }

    public Charged Cost { get; init; } = Charged.Full;

    /// <summary>How often the vendor was asked for something new.</summary>
    public int Submissions { get; init; } = 1;

    /// <summary>How often it took that, and bills for it.</summary>
    public int Taken { get; init; } = 1;

    /// <summary>In the failure's words.</summary>
    public string Says { get; init; } = "";

    /// <summary>What every vendor whose answer holds the output has to come through; the rows can be replaced by name.</summary>
    /// <param name="model">A model of its document.</param>
    /// <param name="asks">What is asked of it.</param>
    /// <param name="brokenIsUnbilled">Whether its document takes a 5xx answer for one that was not taken, and asks again.</param>
    public static Dictionary<string, Case> AtOnce(string model, Action<Given.Change>? asks = null, bool brokenIsUnbilled = false) => new(Usual(model, asks, brokenIsUnbilled))
    {
        ["an answer that cannot be read is charged: the output was made"] = new(model)
        {
            Asks = asks, Vendor = (server, _) => server.After(Op.Submit, answer => answer.Garbled()), Fails = FailureKind.VendorError,
        },
    };

    /// <summary>What every vendor that takes a job has to come through.</summary>
    public static Dictionary<string, Case> AsJob(string model, Action<Given.Change>? asks = null, bool brokenIsUnbilled = false) => new(Usual(model, asks, brokenIsUnbilled))
    {
        ["a submission's answer that cannot be read leaves it unknown"] = new(model)
        {
            Asks = asks, Vendor = (server, _) => server.After(Op.Submit, answer => answer.Garbled()), Fails = FailureKind.SubmissionUnknown, Cost = Charged.Unpriced,
        },
        ["a status that cannot be read is asked for again"] = new(model) { Asks = asks, Vendor = (server, _) => server.After(Op.Status, answer => answer.Garbled()) },
        ["a status that breaks is asked for again"] = new(model) { Asks = asks, Vendor = (server, api) => server.Instead(Op.Status, api.Broken(502)).Instead(Op.Status, Reply.Dropped).Instead(Op.Status, api.TooMany()) },
    };

    private static Dictionary<string, Case> Usual(string model, Action<Given.Change>? asks, bool brokenIsUnbilled) => new()
    {
        ["success"] = new(model) { Asks = asks },
        ["429 with Retry-After"] = new(model) { Asks = asks, Vendor = (server, api) => server.Instead(Op.Submit, api.TooMany().With("Retry-After", "1")), Submissions = 2 },
        ["429 without Retry-After"] = new(model) { Asks = asks, Vendor = (server, api) => server.Instead(Op.Submit, api.TooMany()), Submissions = 2 },
        ["503"] = brokenIsUnbilled
            ? new(model) { Asks = asks, Vendor = (server, api) => server.Instead(Op.Submit, api.Broken(503)), Submissions = 2 }
            : new(model) { Asks = asks, Vendor = (server, api) => server.Instead(Op.Submit, api.Broken(503)), Fails = FailureKind.SubmissionUnknown, Cost = Charged.Unpriced, Taken = 0 },
        ["nobody there at first"] = new(model) { Asks = asks, NobodyThere = true },
        ["the connection is lost after it was taken"] = new(model)
        {
            Asks = asks, Vendor = (server, _) => server.After(Op.Submit, _ => Reply.Dropped), Fails = FailureKind.SubmissionUnknown, Cost = Charged.Unpriced,
        },
    };

    public void Check(Ran ran, VendorServer server, VendorApi api)
    {
        Assert.True(api.Objections.Count == 0, $"the vendor would not take it: {string.Join("; ", api.Objections)}");
        Assert.True(ran.Failed?.Failure == Fails, $"expected {Fails?.ToString() ?? "success"}, but it {ran}");
        Assert.Contains(Says, ran.Failed?.Detail ?? "", StringComparison.Ordinal);
        Assert.Equal(Cost, ran.Cost.Micros switch { null => Charged.Unpriced, 0 => Charged.Nothing, _ => Charged.Full });
        Assert.Equal(Submissions, server.Of(Op.Submit).Count);
        Assert.Equal(Taken, api.Taken);
    }
}
