namespace Atelier.Router.Saga;

/// <summary>The names of criteria, as <see cref="Contracts.RouteDecision.Criterion"/> lists them.</summary>
internal static class Criteria
{
    public const string First = "first";
    public const string Retry = "retry:";
    public const string Switch = "switch:";
    public const string Fallback = "fallback:";
    public const string Probe = "probe:";
    public const string Regenerate = "regenerate:";
    public const string Despite = "despite:";
    public const string Cap = "cap";
    public const string Rejections = "rejections";
    public const string Ineligible = "ineligible";
    public const string Worth = "worth";
    public const string Downgrade = "downgrade:budget";
    public const string Price = "price";
}
