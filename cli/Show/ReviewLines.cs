using Atelier.Cli.Client;
using Atelier.Contracts;
using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>Reviews for people.</summary>
internal static class ReviewLines
{
    private const int ShortId = 8;

    public static void List(IAnsiConsole console, IReadOnlyList<Review> reviews)
    {
        if (reviews.Count == 0)
        {
            console.WriteLine("Nobody is asked for anything.");
            return;
        }
        var table = new Table().NoBorder();
        foreach (var column in new[] { "Review", "Deliverable", "Stage", "Asked because", "Since (UTC)", "With", "Cost" })
            table.AddColumn(new TableColumn(column).NoWrap().PadLeft(0).PadRight(2));
        foreach (var review in reviews)
        {
            table.AddRow(new Text($"{review.Id}"[..ShortId]), new Text($"{review.Campaign}/{review.Key}"), new Text(review.Stage), new Text(Cause(review)), new Text($"{review.OpenedAt.UtcDateTime:MM-dd HH:mm:ss}"),
                new Text(review.LeasedBy ?? (review.Standing == "held" ? "(held)" : "")), new Text(Money.Of(review.CostMicros, review.UnpricedCosts)));
        }
        console.Write(table);
    }

    /// <param name="console">Where to.</param>
    /// <param name="taken">The review in hand.</param>
    /// <param name="files">Where the outputs lie, by the attempt's ordinal.</param>
    public static void Taken(IAnsiConsole console, LeasedReview taken, IReadOnlyDictionary<int, string> files)
    {
        var review = taken.Review;
        console.WriteLine($"Review {review.Id} is yours until {taken.Until.UtcDateTime:HH:mm:ss} UTC.");
        console.WriteLine($"  {review.Campaign}/{review.Key}, {review.Stage} ({review.Category}): {Cause(review)}; {Money.Of(review.CostMicros, review.UnpricedCosts)} so far");
        console.WriteLine($"  prompt: {review.Asked.Prompt.Text}");
        foreach (var attempt in review.Attempts)
        {
            var found = string.Join("; ", attempt.Verdict?.Reasons.Select(reason => reason.Detail) ?? []);
            console.WriteLine($"  {(attempt.Choice ? "*" : " ")} try {attempt.Ordinal} {attempt.Model,-22} {attempt.Outcome.ToString().ToLowerInvariant(),-9} {string.Join("; ", new[] { attempt.Detail, found }.Where(words => !string.IsNullOrEmpty(words)))}".TrimEnd());
            if (files.GetValueOrDefault(attempt.Ordinal) is { } file)
                console.WriteLine($"      {file}");
        }
        console.WriteLine($"Decide:   ./atelier review accept {review.Key}{(review.Cause is ReviewCause.Cap ? " --attempt N" : "")}");
        console.WriteLine($"          ./atelier review reject {review.Key} --reason WORDS{(review.Cause is ReviewCause.Cap && review.MayGoOn ? " [--again]" : "")}");
        if (review.MayGoOn)
            console.WriteLine($"          ./atelier review edit {review.Key} --prompt WORDS");
    }

    public static void Decided(IAnsiConsole console, Review review)
    {
        var ruling = review.Rulings[^1];
        var time = $"{ruling.Spent.TotalMinutes:0.0} minutes, {(ruling.Cost.Micros is { } micros ? Money.Of(micros) : "unpriced")}";
        console.WriteLine(review.Standing == "open"
            ? $"{review.Key} is {ruling.Decision.ToString().ToLowerInvariant()} by {ruling.Reviewer} ({time}); a second person must accept it too."
            : $"{review.Key} is {ruling.Decision.ToString().ToLowerInvariant()} by {ruling.Reviewer} ({time}).");
    }

    private static string Cause(Review review)
    {
        var why = review.Cause is ReviewCause.Cap ? "nothing more may be tried" : "the gate accepted";
        return review.AcceptedBy is { } first ? $"{why}; {first} accepted" : review.FourEyes ? $"{why}; four eyes" : why;
    }
}
