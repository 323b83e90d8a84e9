using System.Text;

namespace Atelier.Generator.Wire;

/// <summary>
/// A multipart form (RFC 7578): text fields from templates, and pictures as files. A field without a value is left out, and so is a file
/// without a picture. What a prompt says stands between boundaries that nobody can guess.
/// </summary>
internal sealed class FormRequest(IReadOnlyList<(string Name, BodyTemplate Value)> fields, IReadOnlyList<(string Name, string Of)> files) : RequestTemplate
{
    private static readonly Dictionary<string, Func<TemplateValues, IEnumerable<TemplateValues.Picture>>> Sources = new()
    {
        ["firstFrame"] = values => values.FirstFrame is { } first ? [first] : [],
        ["references"] = values => values.References,
        [Uploading] = values => values.Uploading is { } picture ? [picture] : [],
    };

    /// <summary>The picture of an upload.</summary>
    public const string Uploading = "picture";

    /// <summary>What may go as files with a request: the first frame, or a part for each reference.</summary>
    public static IReadOnlyList<string> Pictures { get; } = ["firstFrame", "references"];

    public override IEnumerable<string> Names => fields.SelectMany(it => it.Value.Names).Concat(files.Select(file => file.Of));

    public override Prepared Render(TemplateValues values)
    {
        var boundary = $"atelier-{Guid.NewGuid():N}";
        using var form = new MemoryStream();
        foreach (var (name, value) in fields)
        {
            if (value.Text(values) is { } text) Part(form, boundary, $"name=\"{name}\"", null, Encoding.UTF8.GetBytes(text));
        }

        foreach (var (name, of) in files)
        {
            foreach (var picture in Sources[of](values)) Part(form, boundary, $"name=\"{name}\"; filename=\"{picture.FileName}\"", picture.MediaType, picture.Bytes);
        }

        form.Write(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
        return new Prepared(form.ToArray(), $"multipart/form-data; boundary={boundary}");
    }

    private static void Part(MemoryStream form, string boundary, string disposition, string? mediaType, byte[] content)
    {
        form.Write(Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n{(mediaType is null ? "" : $"Content-Type: {mediaType}\r\n")}\r\n"));
        form.Write(content);
        form.Write("\r\n"u8);
    }
}
