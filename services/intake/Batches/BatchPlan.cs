using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.Intake.Requests;
using Atelier.Intake.Templates;
using Atelier.Intake.Validation;

namespace Atelier.Intake.Batches;

/// <summary>A row as a request, with the hash that tells it from another under its key.</summary>
internal sealed record PlannedRow(BatchItem Item, DeliverableRequest Request, string Hash)
{
    public static PlannedRow Of(BatchRequest batch, BatchItem item, int number)
    {
        var request = BatchExpansion.Request(batch, item.Content, number);
        return new PlannedRow(item, request, Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, AtelierJson.Options))));
    }

    /// <summary>The hash of a whole batch: of its rows in their order.</summary>
    public static string HashOf(IReadOnlyList<PlannedRow> rows)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows)
            all.AppendData(Encoding.ASCII.GetBytes(row.Hash));
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }
}

/// <summary>Checks every row of a batch as a request of its own, and says what is wrong in the words of what was sent.</summary>
internal sealed class BatchValidation(RequestValidator validator)
{
    public IReadOnlyList<ValidRequest> Check(BatchRequest batch, IReadOnlyList<PlannedRow> rows, TemplateShelf templates, Problems problems)
    {
        var (valid, keys, told) = (new List<ValidRequest>(rows.Count), new Dictionary<string, string>(StringComparer.Ordinal), new HashSet<(string, string)>());
        foreach (var row in rows)
        {
            BatchExpansion.CheckOverlap(batch, row.Item, Tell);
            if (!keys.TryAdd(row.Request.Key!, row.Item.Place("key")))
                Tell(row.Item.Place("key"), Problems.Show(row.Item.Content.Key), $"give each row a key of its own: {keys[row.Request.Key!]} has this one");
            var found = new Problems();
            if (validator.Validate(row.Request, found, templates) is { } request)
                valid.Add(request);
            foreach (var problem in found.All)
                Tell(Place(batch, row.Item, problem.Field), problem.Found, problem.Remedy);
        }
        return valid;

        // What is wrong in the shared part, or in a value of the matrix, is so in many rows: told once.
        void Tell(string field, string found, string remedy)
        {
            if (told.Count < 100_000 && told.Add((field, found)))
                problems.Add(field, found, remedy);
        }
    }

    /// <summary>Where in the batch the culprit of a row's problem stands: in the row if the row gave it, else in the shared stages.</summary>
    private static string Place(BatchRequest batch, BatchItem item, string field)
    {
        var (row, at) = (item.Content, field.Split('.', 3));
        var stage = at[0].StartsWith("stages[", StringComparison.Ordinal) && int.TryParse(at[0]["stages[".Length..^1], out var i) && i < batch.Stages!.Count ? batch.Stages[i] : null;
        return (stage, at) switch
        {
            (null, ["key"]) => row.Key is null ? "key" : item.Place("key"),
            (null, ["grade"]) => row.Grade is null ? "grade" : item.Place("grade"),
            ({ Category: null }, [_, "category"]) => item.Place("category"),
            ({ Format: null }, [_, "format"]) => item.Place("format"),
            ({ Prompt: null }, [_, "prompt", var rest]) => item.Place(rest == "text" ? "prompt" : rest),
            ({ Prompt: null }, [_, "prompt"]) => item.Place(row.Template is null ? "prompt" : "template"),
            _ => field,
        };
    }
}
