namespace Atelier.Bench.Line.Ceilings;

/// <summary>The five messages of the comparison saga; each with a body of the size that Atelier's have.</summary>
public sealed record ItemRequested(Guid Id, string Spec);

/// <summary>To the generating consumer.</summary>
public sealed record GenerateItem(Guid Id, string Spec);

/// <summary>Its answer.</summary>
public sealed record ItemGenerated(Guid Id, string Output);

/// <summary>To the refining consumer.</summary>
public sealed record RefineItem(Guid Id, string Output);

/// <summary>Its answer: the item has ended.</summary>
public sealed record ItemRefined(Guid Id, string File);
