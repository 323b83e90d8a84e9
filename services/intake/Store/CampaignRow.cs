using System.Text.Json;
using Atelier.Contracts;
using Atelier.Platform.Stores;

namespace Atelier.Intake.Store;

/// <summary>A campaign of a tenant.</summary>
internal sealed class CampaignRow : IKeyed, IVersioned
{
    public required Guid Id { get; init; }

    public long Version { get; set; }

    public required string TenantId { get; init; }

    public required string Name { get; init; }

    /// <summary>A <see cref="CampaignTerms"/> as JSON.</summary>
    public required string Terms { get; set; }

    public static Guid IdOf(string tenantId, string name) => DeterministicId.From("campaign", tenantId, name);

    public CampaignTerms ToTerms() => JsonSerializer.Deserialize<CampaignTerms>(Terms, AtelierJson.Options)!;
}
