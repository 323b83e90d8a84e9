using Atelier.TestKit;

namespace Atelier.Router.Tests;

public sealed class When_routing_tables_live_in_sqlite : RoutingVersionClaims
{
    protected override Task<string?> Database() => Task.FromResult<string?>(null);
}

public sealed class When_routing_tables_live_in_postgresql : RoutingVersionClaims
{
    protected override async Task<string?> Database() => await RealServers.NewPostgresDatabase();
}
