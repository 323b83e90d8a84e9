namespace Atelier.Platform.Catalog;

/// <summary>Which known name someone probably meant.</summary>
public static class Spelling
{
    /// <summary>The nearest name as the start of a sentence, or nothing when none is near.</summary>
    public static string Suggest(string found, IEnumerable<string> known) => Nearest(found, known) is { } name ? $"\"{name}\" (did you mean that?): " : "";

    /// <summary>The nearest name; null when none is near.</summary>
    public static string? Nearest(string found, IEnumerable<string> known)
    {
        var best = known.Select(name => (Name: name, Distance: Distance(found, name))).OrderBy(n => n.Distance).FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(2, best.Name.Length / 3) ? best.Name : null;
    }

    /// <summary>Letters to add, drop or replace, without regard to case.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                var next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                (diagonal, row[j]) = (row[j], next);
            }
        }

        return row[b.Length];
    }
}
