using Atelier.Contracts;
using Atelier.Router.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Router.Tests;

public sealed class When_routing_tables_live_in_sqlite : RoutingVersionClaims
{
    protected override Task<string?> Database() => Task.FromResult<string?>(null);
}

public sealed class When_routing_tables_live_in_postgresql : RoutingVersionClaims
{
    protected override async Task<string?> Database() => await RealServers.NewPostgresDatabase();

    [Fact]
    public async Task versions_that_two_pods_publish_at_once_have_a_number_each()
    {
        await using var other = await Pod("other");
        var published = await Task.WhenAll(Enumerable.Range(5, 10).Select(cap => (cap % 2 == 0 ? Host : other).Publish(Changed($"delivery: {cap}"))));
        Assert.All(published, answer => Assert.Equal(201, answer.Status));
        Assert.Equal(Enumerable.Range(2, 10), published.Select(answer => (int)answer.Body["number"]!).Order());
    }

    [Fact]
    public async Task two_pods_change_over_at_the_same_moment_and_mix_nothing()
    {
        await using var other = await Pod("other");
        RouterHost[] pods = [Host, other];
        await Host.Publish(Changed("delivery: 8"));
        var during = Begin("during", 60);
        await Host.Activate(new { version = 2 });
        var after = await Begin("after", 30);
        Assert.All(await Tables(after), tables => Assert.Equal([2], tables));
        Assert.All(await Tables(await during), tables => Assert.Single(tables));

        async Task<IReadOnlyList<Guid>> Begin(string wave, int count)
        {
            var ids = Enumerable.Range(0, count).Select(i => DeterministicId.OfDeliverable("acme", $"{wave}-{i}")).ToList();
            await Task.WhenAll(ids.Select(async (id, i) =>
            {
                await pods[i % 2].Handle(Sample.Requested().With(stage => stage with { Category = "hero-still" }) with { DeliverableId = id });
                var begun = (await Host.State(id))!;
                await pods[(i + 1) % 2].Handle(Sample.GenerationFailed(begun, FailureKind.VendorError) with { DeliverableId = id });
            }));
            return ids;
        }

        async Task<IEnumerable<int[]>> Tables(IEnumerable<Guid> ids) =>
            (await Task.WhenAll(ids.Select(id => Host.State(id)))).Select(state => state!.Current.Attempts.Select(attempt => attempt.Decision.TableNumber!.Value).Distinct().ToArray()).ToList();
    }
}
