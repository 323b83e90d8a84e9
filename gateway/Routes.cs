using Atelier.Platform.Hosting;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Atelier.Gateway;

/// <summary>Which addresses go to which service, and what is taken off and put on a request on the way.</summary>
internal static class Routes
{
    private const string Own = "X-Atelier-";

    private static readonly (string Service, string[] Resources)[] Table =
    [
        ("intake", ["deliverables", "campaigns", "templates", "formats", "batches", "assets", "references"]),
        ("router", ["routing", "reviews", "budgets"]),
        ("ledger", ["ledger"]),
    ];

    private static readonly (string Service, string[] Resources) OfGenerators = ("generator", ["vendors", "submissions"]);

    public static void AddRoutes(this IServiceCollection services, GatewayOptions options, string serviceToken) => services.AddReverseProxy()
        .LoadFromMemory(
            [.. (options.Generator is null ? Table : [.. Table, OfGenerators]).SelectMany(entry => entry.Resources.Select(resource => Route(entry.Service, $"/v1/{resource}"))), Route("intake", "/openapi"), .. Hooks(options)],
            [Cluster("intake", options.Intake!), Cluster("router", options.Router!), Cluster("ledger", options.Ledger!), .. options.Generator is { } generator ? [Cluster("generator", generator)] : Array.Empty<ClusterConfig>()])
        .AddTransforms(context => Relabel(context, serviceToken));

    /// <summary>Vendors call without a key: their address holds a token that the generator checks, and what they say is not believed.</summary>
    private static RouteConfig[] Hooks(GatewayOptions options) => options.Generator is null ? [] : [Route("generator", "/hooks")];

    private static RouteConfig Route(string service, string path) =>
        new() { RouteId = path, ClusterId = service, Match = new RouteMatch { Path = $"{path}/{{**rest}}" } };

    private static ClusterConfig Cluster(string service, Uri address) => new()
    {
        ClusterId = service,
        Destinations = new Dictionary<string, DestinationConfig> { [service] = new() { Address = address.AbsoluteUri } },
    };

    /// <summary>The client's key stops here; what only the gateway may say is said by it alone.</summary>
    private static void Relabel(TransformBuilderContext context, string serviceToken) => context.AddRequestTransform(transform =>
    {
        var headers = transform.ProxyRequest.Headers;
        foreach (var name in headers.NonValidated.Select(header => header.Key).Where(name => name.StartsWith(Own, StringComparison.OrdinalIgnoreCase)).ToList())
            headers.Remove(name);
        headers.Remove("Authorization");
        headers.Remove("X-Api-Key");
        headers.Remove("Cookie");
        if (transform.HttpContext.Features.Get<Caller>() is { } caller) // the API's description alone is for everyone
        {
            headers.TryAddWithoutValidation(Tenancy.TenantHeader, caller.Tenant);
            headers.TryAddWithoutValidation(Tenancy.TokenHeader, serviceToken);
            headers.TryAddWithoutValidation(Tenancy.NameHeader, caller.Name);
            if (caller.Roles.Count > 0)
                headers.TryAddWithoutValidation(Tenancy.RolesHeader, string.Join(',', caller.Roles));
        }
        return ValueTask.CompletedTask;
    });
}
