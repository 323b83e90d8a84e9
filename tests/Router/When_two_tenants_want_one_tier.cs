using Atelier.TestKit;

namespace Atelier.Router.Tests;

public sealed class When_two_tenants_want_one_tier_in_sqlite : SharingClaims
{
    protected override int Pods => 1;

    protected override Task<string?> Database() => Task.FromResult<string?>(null);
}

public sealed class When_two_tenants_want_one_tier_at_two_pods : SharingClaims
{
    protected override int Pods => 2;

    protected override async Task<string?> Database() => await RealServers.NewPostgresDatabase();
}
