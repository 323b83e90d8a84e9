namespace Atelier.Bench.Line.Ceilings;

/// <summary>The messages of the comparison sagas; each with a body of the size that Atelier's have.</summary>
public sealed record ItemRequested(Guid Id, string Spec);

/// <summary>To the generating consumer.</summary>
public sealed record GenerateItem(Guid Id, string Spec);

/// <summary>Its answer.</summary>
public sealed record ItemGenerated(Guid Id, string Output);

/// <summary>To the inspecting consumer.</summary>
public sealed record InspectItem(Guid Id, string Output);

/// <summary>Its answer.</summary>
public sealed record ItemInspected(Guid Id, string Verdict);

/// <summary>To the refining consumer.</summary>
public sealed record RefineItem(Guid Id, string Output);

/// <summary>Its answer: nothing is left to do.</summary>
public sealed record ItemRefined(Guid Id, string File);

/// <summary>To whoever keeps accounts.</summary>
public sealed record ItemDelivered(Guid Id, string File);

/// <summary>To whoever asks how it went.</summary>
public sealed record ItemShown(Guid Id, string Status);
