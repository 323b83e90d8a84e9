using System.Text.RegularExpressions;
using Atelier.Contracts.Catalog;
using Atelier.Generator.Pricing;
using Atelier.Platform.Catalog;

namespace Atelier.Cli.Prices.Import;

/// <summary>
/// Adds prices to a book's text: the price that held gets its end, the new one follows it, and every other line stays as it was, comments among
/// them. What comes out is read again and compared before it is handed back.
/// </summary>
internal static partial class PriceBookEditor
{
    /// <exception cref="InvalidOperationException">The book is written in a way that cannot be changed line by line.</exception>
    public static string Add(string text, IReadOnlyDictionary<string, ModelPrice> prices)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').ToList();
        foreach (var (model, price) in prices)
            Add(lines, model, price);
        var edited = string.Join('\n', lines);
        Prove(text, edited, prices);
        return edited;
    }

    private static void Add(List<string> lines, string model, ModelPrice price)
    {
        var models = lines.FindIndex(line => Models().IsMatch(line));
        if (models < 0)
            throw Cannot(model, "it has no line models:");
        var end = lines.FindIndex(models + 1, line => line.Length > 0 && line[0] is not (' ' or '#'));
        end = end < 0 ? lines.Count : end;
        var key = lines.FindIndex(models + 1, end - models - 1, line => Key(line) is { } name && name.Model == model);
        if (key < 0)
        {
            while (end > models + 1 && (string.IsNullOrWhiteSpace(lines[end - 1]) || lines[end - 1][0] == '#'))
                end--;
            lines.InsertRange(end, [$"  {model}:", .. PriceText.Item(price, "    ")]);
            return;
        }
        var last = key;
        while (last + 1 < end && Indent(lines[last + 1]) > Indent(lines[key]) && !string.IsNullOrWhiteSpace(lines[last + 1]))
            last++;
        var indent = new string(' ', Indent(lines[key]) + 2);
        var until = $"until: {PriceText.Time(price.From!.Value)}";
        var rest = Key(lines[key])!.Value.Value;
        if (rest.StartsWith('{'))
        {
            lines[key] = lines[key][..^rest.Length].TrimEnd();
            lines.Insert(key + 1, $"{indent}- {{ {until}, {rest[1..].TrimStart()}");
            last++;
        }
        else if (rest.Length > 0 && rest[0] != '#')
        {
            throw Cannot(model, "its price is written in a way that cannot be added to line by line: write each price on a line of its own");
        }
        else if (!lines[(key + 1)..(last + 1)].First(line => !IsComment(line)).TrimStart().StartsWith('-'))
        {
            var first = lines.FindIndex(key + 1, line => !IsComment(line));
            for (var i = key + 1; i <= last; i++)
                lines[i] = i == first ? $"{indent}- {lines[i].TrimStart()}" : $"  {lines[i]}";
            lines.Insert(first + 1, $"{indent}  {until}");
            last++;
        }
        else
        {
            last = Close(lines, model, key, last, until);
        }
        lines.InsertRange(last + 1, PriceText.Item(price, indent));
    }

    /// <summary>Gives the last item of a list its end; tells where the list ends then.</summary>
    private static int Close(List<string> lines, string model, int key, int last, string until)
    {
        var dash = Indent(lines.Skip(key + 1).First(line => !IsComment(line)));
        var item = lines.FindLastIndex(last, last - key, line => Indent(line) == dash && line.TrimStart().StartsWith('-'));
        var body = lines[item].TrimStart()[1..].TrimStart();
        if (lines[item..(last + 1)].Any(line => Until().IsMatch(line)))
            throw Cannot(model, "its last price has an end already: change it by hand");
        if (body.StartsWith('{'))
        {
            lines[item] = $"{new string(' ', dash)}- {{ {until}, {body[1..].TrimStart()}";
            return last;
        }
        lines.Insert(item + 1, $"{new string(' ', lines[item].Length - body.Length)}{until}");
        return last + 1;
    }

    /// <summary>Nothing else has changed, nothing is lost, and the book is right.</summary>
    private static void Prove(string before, string after, IReadOnlyDictionary<string, ModelPrice> prices)
    {
        var (was, now) = (Read(before), Read(after));
        if (PriceLint.Check(now).FirstOrDefault() is { } error)
            throw new InvalidOperationException($"The book would not be right any more, so it is not written: {error.Message}", error);
        foreach (var (model, history) in was.Value.Models)
        {
            var expected = prices.ContainsKey(model) ? history.Count + 1 : history.Count;
            if (!now.Value.Models.TryGetValue(model, out var kept) || kept.Count != expected || !history.Zip(kept).All(pair => Words(pair.First) == Words(pair.Second)))
                throw Cannot(model, "what it said before would not be there any more");
        }
        foreach (var (model, price) in prices)
        {
            if (Words(now.Value.Models[model][^1]) != Words(price) || now.Value.Models[model][^1].From != price.From)
                throw Cannot(model, "the new price would not read as it was meant");
        }
        if (Comments(before).Except(Comments(after)).FirstOrDefault() is { } comment)
            throw Cannot("a comment", $"it would be lost: {comment}");

        static CatalogDocument<PriceHistory> Read(string text) => CatalogLoader.Parse<PriceHistory>(System.Text.Encoding.UTF8.GetBytes(text), "the new price book");
        static string Words(ModelPrice price) => string.Join('\n', PriceText.Item(price with { From = null, Until = null }, ""));
        static IEnumerable<string> Comments(string text) => text.Split('\n').Where(line => line.Contains('#')).Select(line => line[line.IndexOf('#')..].Trim());
    }

    private static (string Model, string Value)? Key(string line) => KeyLine().Match(line) is { Success: true } match ? (match.Groups[2].Value, match.Groups[3].Value) : null;

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    private static bool IsComment(string line) => line.TrimStart().StartsWith('#');

    private static InvalidOperationException Cannot(string model, string why) => new($"The book cannot be changed for {model}: {why}. Nothing was written.");

    [GeneratedRegex(@"^models:\s*(#.*)?$")]
    private static partial Regex Models();

    [GeneratedRegex("""^ +(["']?)([^\s"'#:{}-][^\s"'#:]*)\1:\s*(.*)$""")]
    private static partial Regex KeyLine();

    [GeneratedRegex(@"(^|[\s{,-])until:")]
    private static partial Regex Until();
}
