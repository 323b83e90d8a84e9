using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Atelier.Generator.Wire;
using Atelier.Platform.Catalog;

namespace Atelier.Generator.Vendors;

/// <summary>What a request says, from document to compiled form.</summary>
internal static partial class RequestCompiler
{
    /// <summary>A JSON body or a form.</summary>
    public static RequestTemplate Compile(CallRule rule, string path, Func<string, string, CatalogException> fault)
    {
        var request = Compile(rule.Body, rule.Form, path, FormRequest.Pictures, fault);
        var uploads = rule.Uploads.Keys.Select(name => $"upload.{name}").ToList();
        return request.Names.FirstOrDefault(name => name.StartsWith("upload.", StringComparison.Ordinal) && !uploads.Contains(name)) is { } unknown
            ? throw fault($"{path}.{(rule.Form is null ? "body" : "form")}", $"{{{unknown}}} among uploads")
            : request;
    }

    /// <summary>A request before the request.</summary>
    public static Upload Upload(string name, UploadRule rule, string path, TakeCompiler takes, Func<string, string, CatalogException> fault)
    {
        if (!FormRequest.Pictures.Contains(rule.Of)) throw fault($"{path}.of", $"one of {string.Join(", ", FormRequest.Pictures)}");
        if (!rule.Path.StartsWith('/')) throw fault($"{path}.path", "a path that starts with /");
        return new Upload(name, rule.Of == "references", rule.Path, Form(rule.Form, $"{path}.form", [FormRequest.Uploading], fault), takes.Take(rule.Take, $"{path}.take"));
    }

    private static RequestTemplate Compile(JsonNode? body, FormRule? form, string path, IReadOnlyList<string> pictures, Func<string, string, CatalogException> fault)
    {
        if (body is null == form is null) throw fault(path, "exactly one of body and form");
        RequestTemplate request = form is null ? new JsonRequest(BodyTemplate.Compile(body, $"{path}.body", fault)) : Form(form, $"{path}.form", pictures, fault);
        return request.Names.Any(TemplateValues.IsJob) ? throw fault($"{path}.{(form is null ? "body" : "form")}", "no {job}: there is none yet") : request;
    }

    private static FormRequest Form(FormRule form, string path, IReadOnlyList<string> pictures, Func<string, string, CatalogException> fault)
    {
        if (form.Fields.Count + form.Files.Count == 0) throw fault(path, "fields or files");
        foreach (var name in form.Fields.Keys.Concat(form.Files.Keys))
        {
            if (!FieldName().IsMatch(name)) throw fault($"{path}.{(form.Files.ContainsKey(name) ? "files" : "fields")}.{name}", "a name of letters, digits and ._-[]");
        }

        foreach (var (name, of) in form.Files)
        {
            if (!pictures.Contains(of)) throw fault($"{path}.files.{name}", $"{Spelling.Suggest(of, [.. pictures])}one of {string.Join(", ", pictures)}");
        }

        return new FormRequest(
            [.. form.Fields.Select(field => (field.Key, BodyTemplate.Compile(field.Value, $"{path}.fields.{field.Key}", fault)))],
            [.. form.Files.Select(file => (file.Key, file.Value))]);
    }

    [GeneratedRegex(@"^[A-Za-z0-9._\[\]-]+$")]
    private static partial Regex FieldName();
}
