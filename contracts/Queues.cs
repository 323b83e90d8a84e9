namespace Atelier.Contracts;

/// <summary>The names of Atelier's queues: an outside producer or an operator finds them under these.</summary>
public static class Queues
{
    /// <summary>Where a producer in any language publishes requests as plain JSON.</summary>
    public const string Requests = "atelier.requests";

    /// <summary>What the intake service hears.</summary>
    public const string Intake = "intake";

    /// <summary>What the router hears.</summary>
    public const string Router = "router";

    /// <summary>What the ledger hears.</summary>
    public const string Ledger = "ledger";

    /// <summary>Outputs to judge.</summary>
    public const string Inspect = "inspect";

    /// <summary>Outputs to refine.</summary>
    public const string Refine = "refine";

    /// <summary>Attempts to make no more of: a queue of its own, since those of the tiers may be long.</summary>
    public const string Cancel = "cancel";

    /// <summary>Attempts of one tier: each tier's generators scale by their own queue.</summary>
    public static string Generate(string tier) => $"generate-{tier}";
}
