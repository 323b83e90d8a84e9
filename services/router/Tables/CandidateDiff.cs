using Atelier.Contracts.Catalog;

namespace Atelier.Router.Tables;

/// <summary>How a tier's list of candidates became another, in as few moves as there can be.</summary>
internal static class CandidateDiff
{
    public static IEnumerable<TableChange> Of(string subject, Tier from, Tier to)
    {
        string[] before = [.. from.Candidates.Select(candidate => candidate.Model)], after = [.. to.Candidates.Select(candidate => candidate.Model)];
        foreach (var gone in before.Except(after))
            yield return new TableChange(subject, "candidates", gone, null, $"{gone} removed");
        var stayed = Stayed([.. before.Intersect(after)], [.. after.Intersect(before)]);
        for (var i = 0; i < after.Length; i++)
        {
            var place = i == 0 ? "to the front" : $"behind {after[i - 1]}";
            if (!before.Contains(after[i]))
                yield return new TableChange(subject, "candidates", null, after[i], $"{after[i]} added {(i == 0 ? "at the front" : place)}");
            else if (!stayed.Contains(after[i]))
                yield return new TableChange(subject, "candidates", after[i], after[i], $"{after[i]} moved {place}");
        }
    }

    /// <summary>The largest set that kept its order, of several the one that begins earliest in the new list: the rest has moved.</summary>
    private static HashSet<string> Stayed(string[] before, string[] after)
    {
        var (length, next) = (new int[after.Length], new int[after.Length]);
        for (var i = after.Length - 1; i >= 0; i--)
        {
            (length[i], next[i]) = (1, -1);
            for (var j = i + 1; j < after.Length; j++)
            {
                if (Array.IndexOf(before, after[j]) > Array.IndexOf(before, after[i]) && length[j] + 1 > length[i])
                    (length[i], next[i]) = (length[j] + 1, j);
            }
        }
        var stayed = new HashSet<string>();
        for (var at = after.Length == 0 ? -1 : Array.IndexOf(length, length.Max()); at >= 0; at = next[at])
            stayed.Add(after[at]);
        return stayed;
    }
}
