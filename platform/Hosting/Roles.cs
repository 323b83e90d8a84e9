namespace Atelier.Platform.Hosting;

/// <summary>What an API key may do beyond its tenant's own work. A key has none unless the gateway's configuration gives it one.</summary>
public static class Roles
{
    /// <summary>Runs the line for every tenant: publishes and activates routing tables.</summary>
    public const string Operator = "operator";

    /// <summary>Looks at the tenant's outputs where a person is asked, and decides about them.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>Every role there is.</summary>
    public static IReadOnlyList<string> All { get; } = [Operator, Reviewer];
}
