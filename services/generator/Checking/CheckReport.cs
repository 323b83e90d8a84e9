namespace Atelier.Generator.Checking;

/// <summary>What a check of a vendor document found.</summary>
/// <param name="Vendor">Its name.</param>
/// <param name="Requests">What each model is asked for, as it went over the wire; secrets are left out.</param>
/// <param name="Lines">Every case, in the order of the document's calls.</param>
public sealed record CheckReport(string Vendor, IReadOnlyList<CheckRequest> Requests, IReadOnlyList<CheckLine> Lines)
{
    /// <summary>Whether every case ended as it should.</summary>
    public bool Passed => Lines.All(line => line.Passed);
}

/// <summary>A request that a model was asked by.</summary>
/// <param name="Model">As <c>vendor/model</c>.</param>
/// <param name="Line">Method and address.</param>
/// <param name="Headers">Those of the document, each as <c>name: value</c>.</param>
/// <param name="Body">As text; long values cut.</param>
public sealed record CheckRequest(string Model, string Line, IReadOnlyList<string> Headers, string Body);

/// <summary>One case.</summary>
/// <param name="Subject">The call, or the model.</param>
/// <param name="Case">What was tried.</param>
/// <param name="Asked">The requests that came, each with its answer.</param>
/// <param name="Expected">How it should end.</param>
/// <param name="Found">How it ended; null: as expected.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record CheckLine(string Subject, string Case, string Asked, string Expected, string? Found, string Remedy)
{
    /// <summary>What is found is worth a look, but no mistake.</summary>
    public bool IsNote { get; init; }

    /// <summary>Whether it ended as it should.</summary>
    public bool Passed => Found is null || IsNote;
}
