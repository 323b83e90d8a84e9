using System.Text;
using System.Text.RegularExpressions;

namespace Atelier.Generator.Checking;

/// <summary>Text that a regular expression matches, for the patterns that documents have: literals, classes, groups, alternatives, repetitions.</summary>
internal sealed class PatternSample
{
    private readonly string pattern;
    private string? group;
    private int at;

    private PatternSample(string pattern, string? group) => (this.pattern, this.group) = (pattern, group);

    /// <summary>Such a text; null where none is found.</summary>
    /// <param name="regex">What is to match.</param>
    /// <param name="group">What its first group is to hold; null: whatever fits.</param>
    public static string? Of(Regex regex, string? group = null)
    {
        var text = new PatternSample(regex.ToString(), group).Alternatives();
        return regex.Match(text) is { Success: true } match && (group is null || (match.Groups.Count > 1 && match.Groups[1].Value == group)) ? text : null;
    }

    private bool More => at < pattern.Length;

    private string Alternatives()
    {
        var first = Sequence();
        while (More && pattern[at] == '|')
        {
            at++;
            Sequence();
        }

        return first;
    }

    private string Sequence()
    {
        var text = new StringBuilder();
        while (More && pattern[at] is not ('|' or ')')) text.Append(Repeated(Atom()));
        return text.ToString();
    }

    private string Repeated(string atom)
    {
        if (!More) return atom;
        var times = 1;
        switch (pattern[at])
        {
            case '*' or '+' or '?':
                at++;
                break;
            case '{' when pattern.IndexOf('}', at) is > 0 and var end:
                times = int.TryParse(pattern[(at + 1)..end].Split(',')[0], out var least) ? Math.Max(least, 1) : 1;
                at = end + 1;
                break;
            default:
                return atom;
        }

        if (More && pattern[at] == '?') at++; // as few as possible
        return string.Concat(Enumerable.Repeat(atom, times));
    }

    private string Atom()
    {
        var c = pattern[at++];
        return c switch
        {
            '^' or '$' => "",
            '.' => "x",
            '[' => Class(),
            '(' => Group(),
            '\\' when More => Escape(pattern[at++]),
            _ => c.ToString(),
        };
    }

    private string Group()
    {
        var captures = true;
        if (More && pattern[at] == '?')
        {
            captures = pattern[at..].StartsWith("?<", StringComparison.Ordinal);
            at = pattern.IndexOfAny([':', '>'], at) + 1;
        }

        var (wanted, inner) = (captures ? group : null, "");
        if (captures) group = null;
        inner = Alternatives();
        if (More) at++; // the closing bracket
        return wanted ?? inner;
    }

    private string Class()
    {
        var end = pattern.IndexOf(']', at + (pattern[at] == '^' ? 2 : 1));
        var inner = pattern[at..end];
        at = end + 1;
        if (inner[0] != '^') return inner[0] == '\\' ? Escape(inner[1]) : inner[0].ToString();
        return "ax1 _-".First(c => !Regex.IsMatch(c.ToString(), $"[{inner[1..]}]")).ToString();
    }

    private static string Escape(char c) => c switch
    {
        'd' or 'w' => "7",
        's' => " ",
        'b' or 'A' or 'z' or 'Z' or 'B' => "",
        'D' or 'S' or 'W' => c == 'W' ? "-" : "x",
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        _ => c.ToString(),
    };
}
