using Microsoft.AspNetCore.Http;

namespace Atelier.Platform.Hosting;

/// <summary>The headers between the gateway and the services behind it.</summary>
public static class Tenancy
{
    /// <summary>Carries the secret that only the gateway and the services know.</summary>
    public const string TokenHeader = "X-Atelier-Service-Token";

    /// <summary>Carries the tenant that the gateway has told from the API key.</summary>
    public const string TenantHeader = "X-Atelier-Tenant";

    /// <summary>Carries what the API key may do beyond its tenant's own work: names of <see cref="Roles"/>, parted by commas.</summary>
    public const string RolesHeader = "X-Atelier-Roles";

    /// <summary>Carries the name of the API key, for what persons are told by name.</summary>
    public const string NameHeader = "X-Atelier-Name";

    /// <summary>Who asks, as the gateway calls the API key.</summary>
    public static string CallerName(this HttpContext context) => context.Request.Headers[NameHeader].ToString();

    /// <summary>Whether the gateway vouches for a role; without the header, for none.</summary>
    public static bool HasRole(this HttpContext context, string role) =>
        context.Request.Headers[RolesHeader].ToString().Split(',', StringSplitOptions.TrimEntries).Contains(role, StringComparer.Ordinal);

    /// <summary>The tenant of the request; <see cref="ServiceTokenCheck"/> has made sure that there is one.</summary>
    public static string TenantId(this HttpContext context) => context.Request.Headers[TenantHeader].ToString();
}
