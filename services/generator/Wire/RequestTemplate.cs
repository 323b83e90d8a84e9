namespace Atelier.Generator.Wire;

/// <summary>A body that is ready to be sent, with its content type.</summary>
internal sealed record Prepared(ReadOnlyMemory<byte> Body, string ContentType);

/// <summary>What a request says, compiled from a document: a JSON body, or a form.</summary>
internal abstract class RequestTemplate
{
    private bool? needsPictures;

    /// <summary>The placeholders in it.</summary>
    public abstract IEnumerable<string> Names { get; }

    public abstract Prepared Render(TemplateValues values);

    /// <summary>Whether it shows pictures, which are read from the asset store for it.</summary>
    public bool NeedsPictures => needsPictures ??= Names.Any(name => name.StartsWith("firstFrame", StringComparison.Ordinal) || name.StartsWith("references", StringComparison.Ordinal) || name.StartsWith("upload.", StringComparison.Ordinal));
}

/// <summary>A JSON body.</summary>
internal sealed class JsonRequest(BodyTemplate body) : RequestTemplate
{
    public override IEnumerable<string> Names => body.Names;

    public override Prepared Render(TemplateValues values) => new(body.Render(values), "application/json");
}
