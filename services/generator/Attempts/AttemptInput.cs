using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Vendors;

namespace Atelier.Generator.Attempts;

/// <summary>What can happen to an attempt.</summary>
internal abstract record AttemptInput
{
    /// <summary>The vendor's own figures in the answer that said so; null: it gave none.</summary>
    public Usage? Usage { get; init; }

    /// <summary>There is room at the vendor: it is asked next.</summary>
    internal sealed record Submit : AttemptInput;

    /// <summary>The process stops before there was room: whoever comes next goes on.</summary>
    internal sealed record Parked : AttemptInput;

    /// <summary>The vendor has taken a job.</summary>
    internal sealed record Accepted(JobHandle Job) : AttemptInput;

    /// <summary>The vendor has made the output and said where it is.</summary>
    internal sealed record OutputAt(Uri Link, long? Seed) : AttemptInput;

    /// <summary>The output is in the asset store.</summary>
    internal sealed record Kept(AssetRef Output, long? Seed) : AttemptInput;

    /// <summary>Nothing was taken; asking again is safe.</summary>
    /// <param name="NoRoom">The vendor has no room, rather than a passing fault.</param>
    internal sealed record Postponed(bool NoRoom, TimeSpan? RetryAfter, string Detail) : AttemptInput;

    /// <summary>There will be no output.</summary>
    /// <param name="Produced">Whether the vendor had made one: then it is charged.</param>
    /// <param name="Charged">What the vendor's document says of whether it is charged where nothing was made; null: the price book says.</param>
    internal sealed record GaveUp(FailureKind Kind, string Detail, bool Produced = false, Charged? Charged = null) : AttemptInput;

    /// <summary>The request was sent and no answer came.</summary>
    /// <param name="Way">How the vendor's document settles that.</param>
    internal sealed record AnswerLost(string Detail, SettleWay Way = SettleWay.None) : AttemptInput;

    /// <summary>The vendor says that it has nothing under our id.</summary>
    /// <param name="MayRepeat">Whether it takes one request alone under that id: then asking again cannot be a second time.</param>
    internal sealed record NotTaken(string Detail, bool MayRepeat) : AttemptInput;

    /// <summary>It was not let in for as long as its tier waits: the vendor, or what this process may ask of it at once, had no room.</summary>
    internal sealed record NotLetIn : AttemptInput;

    /// <summary>The output is of no use any more.</summary>
    internal sealed record DeadlinePassed : AttemptInput;

    /// <summary>Nobody wants it any more.</summary>
    internal sealed record CalledOff : AttemptInput;

    /// <summary>Whoever had it in hand is gone.</summary>
    /// <param name="Way">How the vendor's document settles that nobody knows whether it was asked.</param>
    internal sealed record TakenOver(SettleWay Way = SettleWay.None) : AttemptInput;
}

/// <summary>How it is found out whether a vendor took a request whose answer was lost.</summary>
internal enum SettleWay
{
    /// <summary>Not at all: somebody decides.</summary>
    None,

    /// <summary>The vendor is asked by an id of our own.</summary>
    Ask,

    /// <summary>The request is sent again: the vendor knows it by its key, and takes it once.</summary>
    Repeat,
}

/// <summary>What leads back to a job; addresses are null where they are built from the id.</summary>
internal sealed record JobHandle(string Id, string? StatusUrl, string? ResultUrl, string? CancelUrl);
