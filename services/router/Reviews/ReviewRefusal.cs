using Atelier.Contracts;
using Atelier.Router.Http;
using Microsoft.AspNetCore.Http;

namespace Atelier.Router.Reviews;

/// <summary>Why something cannot be done with a review.</summary>
internal abstract record ReviewRefusal
{
    private ReviewRefusal()
    {
    }

    /// <summary>There is none with that id, for this tenant.</summary>
    public sealed record Unknown : ReviewRefusal;

    /// <summary>It is decided, or its deliverable has gone on.</summary>
    public sealed record Over(string Detail) : ReviewRefusal;

    /// <summary>Another reviewer has it in hand.</summary>
    public sealed record Taken(string By, DateTimeOffset Until) : ReviewRefusal;

    /// <summary>The lease has ended, or never was this reviewer's.</summary>
    public sealed record LeaseLost(string Detail) : ReviewRefusal;

    /// <summary>The same person cannot be both pairs of eyes.</summary>
    public sealed record SamePerson : ReviewRefusal;

    /// <summary>Its deliverable is held.</summary>
    public sealed record Held : ReviewRefusal;

    /// <summary>A field of the decision does not fit the review.</summary>
    public sealed record Misfit(RequestProblem Problem) : ReviewRefusal;

    public static Misfit At(string field, string found, string remedy) => new(new RequestProblem { Field = field, Found = found, Remedy = remedy });

    public IResult Answer() => this switch
    {
        Unknown => HttpProblems.NotFound("No review has this id. GET /v1/reviews lists those that are open."),
        Over over => HttpProblems.Conflict("review-over", "The review is over", over.Detail),
        Taken taken => HttpProblems.Conflict("review-taken", "Another reviewer has it", $"{taken.By} has it until {taken.Until:u}. Take another one, or this one after that."),
        LeaseLost lost => HttpProblems.Conflict("lease-lost", "The lease is lost", $"{lost.Detail} Nothing was decided: take it again with POST /v1/reviews/lease."),
        SamePerson => HttpProblems.Conflict("same-person", "A second person must look at it", "You have accepted it already, and four eyes are asked for: another reviewer must accept it too."),
        Held => HttpProblems.Conflict("held", "The deliverable is held", "Nothing is spent on it until it is released, reviewers' time included."),
        Misfit misfit => HttpProblems.Invalid([misfit.Problem]),
        _ => throw new InvalidOperationException($"{GetType().Name} has no answer."),
    };
}
