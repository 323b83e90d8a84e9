using System.Globalization;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;

namespace Atelier.Router.Tables;

/// <summary>A review rule in words, for documentation, differences and explanations.</summary>
internal static class ReviewWords
{
    public const string Nobody = "nobody is asked";

    public static string Of(ReviewRule? rule) => rule is null ? Nobody
        : $"{(rule.FourEyes ? "two persons look at" : "a person looks at")} {string.Join(" and ", rule.When.Distinct().Select(cause => Of(cause, rule)))}, {Grades(rule)}; {Terms(rule)}";

    /// <summary>What a reviewer may grant, and how long there is.</summary>
    private static string Terms(ReviewRule rule) => string.Create(CultureInfo.InvariantCulture,
        $"{rule.Grants} attempt{(rule.Grants == 1 ? "" : "s")} may be granted; {(rule.Deadline is { } deadline ? $"undecided after {deadline:c} {(rule.OnDeadline is OverdueRule.Gate ? "the gate's word stands" : "it fails")}" : "it waits for them")}{(rule.CountLostLeases ? "; who takes it and never decides costs time" : "")}");

    private static string Of(ReviewCause cause, ReviewRule rule) => cause is ReviewCause.Cap ? "what was made when nothing more may be tried"
        : string.Create(CultureInfo.InvariantCulture, $"{(rule.Share < 1 ? $"{rule.Share * 100:0.##} % of " : "")}what the gate accepted, before it is refined");

    private static string Grades(ReviewRule rule) => string.Join(" and ", rule.Grades.Distinct().Select(grade => grade is Grade.Draft ? "drafts" : "deliveries"));
}
