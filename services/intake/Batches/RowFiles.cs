using System.Text;
using Atelier.Contracts;
using Atelier.Intake.Requests;
using CsvHelper;

namespace Atelier.Intake.Batches;

/// <summary>Rows out of an uploaded file.</summary>
internal static class RowFiles
{
    private const int LongestRecord = 256 * 1024;

    private static readonly CsvReaderOptions Strict = new()
    {
        Separator = ',', TrimWhitespace = true, TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Throw, FieldCountMismatch = CsvFieldCountHandling.Throw,
        MaxRecordSize = LongestRecord, IncludeValuesInExceptions = false,
    };

    private static readonly string[] Columns = ["key", "template", "prompt", "format", "category", "grade"];

    /// <summary>
    /// CSV with a line of names: the columns key, template, prompt, format, category and grade are fields of the row; every other
    /// column is a variable. An empty cell is none.
    /// </summary>
    public static IReadOnlyList<BatchItem> Csv(ReadOnlyMemory<byte> file, Problems problems)
    {
        var rows = new List<BatchItem>();
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(file.Span);
            using var csv = CsvReader.Create(file, Strict);
            var names = csv.Headers;
            if (names.Count == 0)
                problems.Add("rows", "an empty file", "begin it with a line of column names, such as: template,format,product");
            foreach (var twice in names.GroupBy(name => name).Where(group => group.Count() > 1))
                problems.Add("line 1", $"the column {Problems.Show(twice.Key)} {twice.Count()} times", "give each column a name of its own");
            while (!problems.Any && rows.Count <= BatchExpansion.Most && csv.Read())
                rows.Add(Row(csv, names, problems));
        }
        catch (CsvFormatException e)
        {
            problems.Add(e.LineNumber > 0 ? $"line {e.LineNumber}" : "rows", e.Message, "separate cells by commas, as many as there are columns, and put one with a comma, a quote or a line end between quotes, its own quotes doubled");
        }
        catch (DecoderFallbackException)
        {
            problems.Add("rows", "bytes that are no UTF-8", "save the file as UTF-8");
        }
        return rows;
    }

    /// <summary>A JSON object a line.</summary>
    public static IReadOnlyList<BatchItem> JsonLines(ReadOnlyMemory<byte> file, Problems problems)
    {
        var (rows, number) = (new List<BatchItem>(), 0);
        for (var left = file; left.Length > 0 && rows.Count <= BatchExpansion.Most;)
        {
            var end = left.Span.IndexOf((byte)'\n');
            var (line, at) = (end < 0 ? left : left[..end], ++number);
            left = end < 0 ? ReadOnlyMemory<byte>.Empty : left[(end + 1)..];
            if (line.Span.Trim(" \r\t"u8).IsEmpty)
                continue;
            var found = new Problems();
            if (RequestReader.Read<RowRequest>(line, found) is { } row)
                rows.Add(new BatchItem(row, field => $"line {at}: {field}"));
            foreach (var problem in found.All)
                problems.Add($"line {at}: {problem.Field}", problem.Found, problem.Remedy);
        }
        return rows;
    }

    private static BatchItem Row(CsvReader csv, IReadOnlyList<string> names, Problems problems)
    {
        var (line, variables, fields) = (csv.LineNumber, new SortedDictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>());
        for (var i = 0; i < names.Count; i++)
        {
            if (JsonScalars.TryText(() => csv.GetString(i)) is not { } cell)
                problems.Add($"line {line}, {names[i]}", "control characters", "use plain text");
            else if (cell.Length > 0 && Columns.Contains(names[i]))
                fields[names[i]] = cell;
            else if (cell.Length > 0)
                variables[names[i]] = cell;
        }
        Grade? grade = null;
        if (fields.TryGetValue("grade", out var text))
        {
            grade = text switch { "draft" => Grade.Draft, "delivery" => Grade.Delivery, _ => null };
            if (grade is null)
                problems.Add($"line {line}, grade", Problems.Show(text), "say draft or delivery");
        }
        var row = new RowRequest
        {
            Key = fields.GetValueOrDefault("key"), Template = fields.GetValueOrDefault("template"), Prompt = fields.GetValueOrDefault("prompt"), Format = fields.GetValueOrDefault("format"),
            Category = fields.GetValueOrDefault("category"), Grade = grade, Variables = variables.Count == 0 ? null : variables,
        };
        return new BatchItem(row, field => $"line {line}, {(field.StartsWith("variables.", StringComparison.Ordinal) ? field["variables.".Length..] : field)}");
    }
}
