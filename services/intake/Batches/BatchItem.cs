using Atelier.Contracts;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Batches;

/// <summary>One row, wherever it came from.</summary>
/// <param name="Content">What it says.</param>
/// <param name="Place">Where a field of it (as <c>format</c> or <c>variables.product</c>) stands in what was sent.</param>
internal sealed record BatchItem(RowRequest Content, Func<string, string> Place);

/// <summary>From a batch to the requests that it stands for. Pure.</summary>
internal static class BatchExpansion
{
    public const int Most = 10_000;

    /// <summary>The rows in order; none when there is a problem with them as a whole.</summary>
    public static IReadOnlyList<BatchItem> Rows(BatchRequest request, IReadOnlyList<BatchItem>? uploaded, Problems problems)
    {
        var given = new[] { request.Matrix is not null, request.Rows is not null, uploaded is not null }.Count(is_ => is_);
        if (given != 1)
        {
            problems.Add("matrix", given == 0 ? "no matrix and no rows" : "more than one of a matrix, rows and a file of rows", "give a matrix, or rows, or a file of rows");
            return [];
        }
        var rows = uploaded ?? (request.Matrix is { } matrix ? Rows(matrix, problems)
            : [.. request.Rows!.Select((row, i) => new BatchItem(row ?? new RowRequest(), field => $"rows[{i}].{field}"))]);
        if (rows.Count == 0 && !problems.Any)
            problems.Add(request.Matrix is null ? "rows" : "matrix", "no row", "give at least one");
        if (rows.Count > Most)
            problems.Add(request.Matrix is null ? "rows" : "matrix", $"{rows.Count:N0} deliverables", $"ask for at most {Most:N0} in one batch");
        return problems.Any ? [] : rows;
    }

    /// <summary>The request that a row stands for: the shared stages with what they leave open filled in. Its key is the batch's and its own.</summary>
    /// <param name="batch">What the rows share.</param>
    /// <param name="row">The row.</param>
    /// <param name="number">Its place, from 1.</param>
    public static DeliverableRequest Request(BatchRequest batch, RowRequest row, int number) => new()
    {
        Key = $"{batch.Key}/{row.Key ?? $"{number:D5}"}",
        Campaign = batch.Campaign,
        Grade = batch.Grade ?? row.Grade,
        Review = batch.Review,
        WorthUsd = batch.WorthUsd,
        Priority = batch.Priority,
        Stages = [.. batch.Stages!.Select(stage => stage with
        {
            Category = stage.Category ?? row.Category,
            Format = stage.Format ?? row.Format,
            Prompt = stage.Prompt ?? (row.Template is null && row.Prompt is null && row.Variables is null ? null : new PromptRequest { Template = row.Template, Text = row.Prompt, Variables = row.Variables }),
        })],
    };

    /// <summary>What a row says that the shared part has settled already: it would be dropped without a word.</summary>
    public static void CheckOverlap(BatchRequest batch, BatchItem row, Action<string, string, string> problem)
    {
        var (content, stages) = (row.Content, batch.Stages!);
        Settled("grade", content.Grade is not null && batch.Grade is not null, "the batch");
        Settled("category", content.Category is not null && stages.All(stage => stage.Category is not null), "every stage");
        Settled("format", content.Format is not null && stages.All(stage => stage.Format is not null), "every stage");
        Settled(content.Template is null ? "prompt" : "template", (content.Template ?? content.Prompt) is not null && stages.All(stage => stage.Prompt is not null), "every stage");
        if (content is { Template: null, Prompt: null, Variables.Count: > 0 } && stages.All(stage => stage.Prompt is not null))
            problem(row.Place("variables"), "variables for prompts that every stage has", "leave them out, or leave the prompt out of the stages");

        void Settled(string field, bool twice, string by)
        {
            if (twice)
                problem(row.Place(field), $"a {field} that {by} has already", $"leave it out of the row, or out of {(by == "the batch" ? by : "the stages")}");
        }
    }

    private static IReadOnlyList<BatchItem> Rows(MatrixRequest matrix, Problems problems)
    {
        var (templates, variables, formats) = (matrix.Templates, matrix.Variables, matrix.Formats);
        foreach (var (name, count) in new[] { ("templates", templates?.Count), ("variables", variables?.Count), ("formats", formats?.Count) })
        {
            if (count == 0)
                problems.Add($"matrix.{name}", "an empty list", "give at least one, or leave it out");
        }
        var product = (long)(templates?.Count ?? 1) * (variables?.Count ?? 1) * (formats?.Count ?? 1);
        if (product > Most)
            problems.Add("matrix", $"{product:N0} deliverables", $"ask for at most {Most:N0} in one batch");
        if (problems.Any)
            return [];
        return
        [
            .. from t in Enumerable.Range(0, templates?.Count ?? 1)
               from v in Enumerable.Range(0, variables?.Count ?? 1)
               from f in Enumerable.Range(0, formats?.Count ?? 1)
               select new BatchItem(new RowRequest { Template = templates?[t], Variables = variables?[v], Format = formats?[f] }, field => field.Split('.')[0] switch
               {
                   "template" => $"matrix.templates[{t}]",
                   "format" => $"matrix.formats[{f}]",
                   "variables" => $"matrix.variables[{v}]{field["variables".Length..]}",
                   _ => $"matrix.{field}",
               }),
        ];
    }
}
