using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Router.Tests;

/// <summary>
/// Two tenants at a tier that takes three attempts at once, over the store, with the vendor's part played here: whatever is under way ends
/// in any order, at any pod.
/// </summary>
public abstract class SharingClaims : IAsyncLifetime
{
    private const int Slots = 3;
    private const string Category = "catalogue-still";

    private readonly TempFolder _folder = new();
    private readonly List<RouterHost> _pods = [];
    private readonly Random _random = new(5);
    private string? _postgres;

    private protected RouterHost Pod => _pods[_random.Next(_pods.Count)];

    /// <summary>A database, or null for SQLite.</summary>
    protected abstract Task<string?> Database();

    /// <summary>How many routers share the store.</summary>
    protected abstract int Pods { get; }

    public async ValueTask InitializeAsync()
    {
        _postgres = await Database();
        await File.WriteAllTextAsync(Path.Combine(RouterHost.Catalog(_folder), "routing.yaml"), Limited(Slots));
        for (var i = 0; i < Pods; i++)
            _pods.Add(await Start(i));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in _pods)
            await pod.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task one_request_of_a_tenant_is_overtaken_by_a_few_attempts_of_anothers_many()
    {
        var many = await Ask("many", 40, Priority.Urgent);
        await Until(async () => (await InFlight(many)).Count == Slots);
        await End(many, 6);
        var begunBefore = await Begun(many);
        var single = await Ask("single", 1, Priority.Normal);
        for (var ended = 0; (await Begun(single)).Count == 0; ended++)
        {
            Assert.True(ended < 12, "passed over again and again");
            await End(many, 1);
        }
        Assert.InRange((await Begun(many)).Count - begunBefore.Count, 0, 6);
        await EndAll(Everything);
    }

    [Fact]
    public async Task no_more_than_allowed_are_under_way_at_once_and_all_have_their_turn()
    {
        var ids = (await Task.WhenAll(Ask("a", 12, Priority.Normal), Ask("b", 12, Priority.Low))).SelectMany(asked => asked).ToList();
        await EndAll(ids);
        Assert.Equal(ids.Count, (await Begun(ids)).Count);
        var (_, waiting) = await Line();
        Assert.Equal(0, waiting);
    }

    [Fact]
    public async Task the_more_urgent_of_a_tenant_goes_first()
    {
        var normal = await Ask("a", Slots, Priority.Normal);
        await Until(async () => (await InFlight(normal)).Count == Slots); // who comes within a look of another may overtake it
        var low = await Ask("a", 5, Priority.Low, "low");
        var urgent = await Ask("a", 2, Priority.Urgent, "urgent");
        await Until(async () => (await Line()).Waiting == 7);
        await EndAll([.. await InFlight(Everything)], stopAt: 2);
        await Until(async () => (await Begun(urgent)).Count == 2);
        Assert.Empty(await Begun(low));
        await EndAll(Everything);
    }

    [Fact]
    public async Task what_is_cancelled_or_held_gives_its_place_up()
    {
        var ids = await Ask("a", Slots + 3, Priority.Normal);
        await Until(async () => (await Line()) == (Slots, 3));
        var waiting = ids.Except(await InFlight(ids)).ToList();
        await Pod.Handle(new CancelDeliverable { TenantId = "a", DeliverableId = waiting[0] });
        await Pod.Handle(new HoldDeliverable { TenantId = "a", DeliverableId = waiting[1], Ordinal = 1 });
        Assert.Equal((Slots, 1), await Line());
        await Pod.Handle(new CancelDeliverable { TenantId = "a", DeliverableId = (await InFlight(ids))[0] });
        await Until(async () => (await Begun(waiting)).Contains(waiting[2]));
        await Pod.Handle(new ReleaseDeliverable { TenantId = "a", DeliverableId = waiting[1], Ordinal = 2 });
        await EndAll([.. ids.Except([waiting[0]])]);
        Assert.Contains(waiting[1], await Begun(ids));
    }

    [Fact]
    public async Task a_pod_that_is_gone_loses_no_slot_and_no_place()
    {
        var ids = await Ask("a", Slots + 4, Priority.Normal);
        await Until(async () => (await Line()) == (Slots, 4));
        await _pods[0].DisposeAsync();
        _pods[0] = await Start(0);
        Assert.Equal((Slots, 4), await Line());
        await EndAll(ids);
    }

    [Fact]
    public async Task a_table_without_the_limit_lets_everybody_go()
    {
        var ids = await Ask("a", Slots + 4, Priority.Normal);
        await Until(async () => (await Line()) == (Slots, 4));
        await Pod.Publish(RouterHost.Table);
        await Pod.Activate(new { version = 2 });
        await Until(async () => (await InFlight(ids, most: Slots + 4)).Count == Slots + 4);
        await EndAll(ids, most: Slots + 4);
    }

    private List<Guid> Everything { get; } = [];

    private Task<RouterHost> Start(int pod) => RouterHost.Start(_folder.File(_postgres is null ? "data" : $"data-{pod}"), _folder.File("catalog"), _postgres);

    private async Task<IReadOnlyList<Guid>> Ask(string tenant, int count, Priority priority, string name = "")
    {
        var ids = Enumerable.Range(0, count).Select(i => DeterministicId.OfDeliverable(tenant, $"{name}-{i}")).ToList();
        var request = Sample.Requested().With(stage => stage with { Category = Category });
        await Task.WhenAll(ids.Select(id => Pod.Handle(request with { TenantId = tenant, DeliverableId = id, Spec = request.Spec with { Priority = priority } })));
        Everything.AddRange(ids);
        return ids;
    }

    private async Task<IReadOnlyList<Guid>> InFlight(IEnumerable<Guid> ids, int most = Slots)
    {
        var states = await Pod.States(ids);
        var underWay = states.Where(state => state is { Phase: DeliverablePhase.Generating, LastAttempt.Outcome: AttemptOutcome.Running }).Select(state => state.Id).ToList();
        Assert.InRange(underWay.Count, 0, most);
        return underWay;
    }

    private async Task<IReadOnlyList<Guid>> Begun(IEnumerable<Guid> ids) => [.. (await Pod.States(ids)).Where(state => state.AttemptCount > 0).Select(state => state.Id)];

    /// <summary>So many attempts end, in any order; a slot that is free is taken again before the next ends.</summary>
    private async Task End(IReadOnlyList<Guid> ids, int count)
    {
        for (; count > 0; count--)
        {
            IReadOnlyList<Guid> underWay = [];
            await Until(async () => (await InFlight(Everything)).Count == Slots);
            underWay = await InFlight(ids);
            if (underWay.Count > 0)
                await End(underWay[_random.Next(underWay.Count)]);
        }
    }

    private async Task EndAll(IReadOnlyList<Guid> ids, int most = Slots, int stopAt = int.MaxValue)
    {
        for (var ended = 0; ended < stopAt; ended++)
        {
            IReadOnlyList<Guid> underWay = [];
            await Until(async () => (underWay = await InFlight(ids, most)).Count > 0 || (await Pod.States(ids)).All(state => state.Phase is not (DeliverablePhase.Waiting or DeliverablePhase.Generating)));
            if (underWay.Count == 0)
                return;
            await End(underWay[_random.Next(underWay.Count)]);
        }
    }

    private async Task End(Guid id)
    {
        var state = (await Pod.State(id))!;
        await Pod.Handle(Sample.Completed(state) with { TenantId = state.TenantId, DeliverableId = id });
    }

    private async Task<(int InFlight, int Waiting)> Line()
    {
        var tier = (await Pod.Get("/v1/routing/waiting"))["tiers"]!.AsArray().SingleOrDefault(tier => (string)tier!["tier"]! == "budget") ?? new JsonObject { ["inFlight"] = 0, ["waiting"] = 0 };
        return ((int)tier["inFlight"]!, (int)tier["waiting"]!);
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var look = 0; look < 600; look++)
        {
            if (await holds())
                return;
            await Task.Delay(25);
        }
        Assert.Fail("It did not come about.");
    }

    /// <summary>The table with so many slots in the tier of the test.</summary>
    private static string Limited(int slots) => RouterHost.Table.Replace("\n  budget:\n", $"\n  budget:\n    concurrency: {slots}\n", StringComparison.Ordinal);
}
