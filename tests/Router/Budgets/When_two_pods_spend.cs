using System.Net.Http.Json;
using Atelier.Contracts;
using Atelier.Router.Budgets;
using Atelier.Router.Saga;
using Atelier.Router.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Router.Tests.Budgets;

/// <summary>64 spenders at once on two router processes and one PostgreSQL, with duplicates to both.</summary>
public sealed class When_two_pods_spend : IAsyncLifetime
{
    private const int Spenders = 64;
    private const int Each = 1;
    private static readonly Guid Campaign = Account.IdOf("acme", "spring");

    private readonly TempFolder _folder = new();
    private RouterHost[] _pods = [];

    public async ValueTask InitializeAsync()
    {
        var (catalog, postgres) = (RouterHost.Catalog(_folder), await RealServers.NewPostgresDatabase());
        _pods = [await RouterHost.Start(_folder.File("one"), catalog, postgres), await RouterHost.Start(_folder.File("two"), catalog, postgres)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in _pods)
            await pod.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(BudgetRule.Fail)]
    [InlineData(BudgetRule.Downgrade)]
    [InlineData(BudgetRule.Hold)]
    public async Task no_account_is_ever_overdrawn_and_no_settlement_is_lost(BudgetRule rule)
    {
        var limit = rule is BudgetRule.Downgrade ? 2_000_000 : 2_500_000; // about half of what all want
        using var tenant = await _pods[0].Operator.PutAsJsonAsync("/v1/budgets/tenant", new { limitUsd = 1_000_000 });
        Assert.True(tenant.IsSuccessStatusCode);
        using var over = new CancellationTokenSource();
        var watched = Watch(over.Token);
        var spending = Task.WhenAll(Enumerable.Range(0, Spenders).Select(spender => Spend(spender, new BudgetTerms { LimitMicros = limit, AtLimit = rule })));
        if (rule is BudgetRule.Hold)
        {
            while (!spending.IsCompleted && (await _pods[0].Account(Campaign))?.Amounts.Waiting is not > 3)
                await Task.Delay(20, TestContext.Current.CancellationToken);
            Assert.False(spending.IsCompleted, "Nobody had to wait: nothing would be proven.");
            await _pods[1].Set(new SetBudget { TenantId = "acme", DeliverableId = Guid.Empty, CampaignId = "spring", Revision = 2, Budget = new BudgetTerms { LimitMicros = limit * 10, AtLimit = rule } });
            await _pods[0].Set(new SetBudget { TenantId = "acme", DeliverableId = Guid.Empty, CampaignId = "spring", Revision = 1, Budget = new BudgetTerms { LimitMicros = limit, AtLimit = rule } }); // old news
        }
        var states = (await spending).SelectMany(state => state).ToList();
        await over.CancelAsync();
        Assert.True(await watched > 5, "The account was hardly looked at.");

        Assert.All(states, state => Assert.True(state.Ended));
        var attempts = states.SelectMany(state => state.Stages).SelectMany(stage => stage.Attempts).ToList();
        var unknown = attempts.Where(attempt => attempt.Cost!.Micros is null).Select(attempt => attempt.Id).ToHashSet();
        var unsettled = states.SelectMany(state => state.Reservations ?? []).Where(reservation => unknown.Contains(reservation.AttemptId)).Sum(reservation => reservation.Micros);
        foreach (var account in new[] { await _pods[0].Account(Campaign), await _pods[1].Account(Account.IdOf("acme", null)) })
            Assert.Equal(new Amounts(attempts.Sum(attempt => attempt.Cost!.Micros ?? 0), 0, unsettled, 0), account!.Amounts);
        var exhausted = states.Count(state => state.Failure?.Kind is DeliverableFailureKind.BudgetExhausted);
        Assert.Equal(rule is not BudgetRule.Hold, exhausted > 0);
        Assert.Equal(rule is BudgetRule.Downgrade, attempts.Any(attempt => attempt.Decision.Criterion == "downgrade:budget"));
    }

    /// <summary>Looks at the account again and again; how often.</summary>
    private async Task<int> Watch(CancellationToken over)
    {
        for (var looks = 0; ; looks++)
        {
            if (await _pods[looks % 2].Account(Campaign) is { } account)
                Assert.True(account.Used <= account.Terms!.LimitMicros && account.Amounts is { Spent: >= 0, Reserved: >= 0, Unsettled: >= 0 }, $"{account}");
            if (over.IsCancellationRequested)
                return looks;
            await Task.Delay(5, CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<DeliverableState>> Spend(int spender, BudgetTerms budget)
    {
        var random = new Random(spender);
        var ended = new List<DeliverableState>();
        for (var i = 0; i < Each; i++)
        {
            var id = DeterministicId.OfDeliverable("acme", $"{spender}-{i}");
            var request = Sample.Requested().With(stage => stage with { Category = "hero-still" });
            await Say(request with { DeliverableId = id, Spec = request.Spec with { Campaign = request.Spec.Campaign with { Revision = 1, Budget = budget } } }, random);
            var state = await State(id);
            for (; !state.Ended; state = await State(id))
            {
                if (Next(state, random) is { } message)
                    await Say(message, random);
                else
                    await Task.Delay(200);
            }
            ended.Add(state);
        }
        return ended;
    }

    private async Task<DeliverableState> State(Guid id) => (await _pods[0].State(id))!;

    /// <summary>To one process, or, as a broker may, to both.</summary>
    private Task Say(IMessage message, Random random) => random.Next(4) == 0
        ? Task.WhenAll(_pods[0].Handle(message), _pods[1].Handle(message))
        : _pods[random.Next(2)].Handle(message);

    private static IMessage? Next(DeliverableState state, Random random)
    {
        switch (state.Phase)
        {
            case DeliverablePhase.Generating:
                var price = state.Reservations!.Single(reservation => reservation.AttemptId == state.LastAttempt!.Id).Micros;
                var cost = random.Next(12) == 0 ? Cost.Unknown("nobody knows") : Cost.Of(random.Next(4) == 0 ? 0 : price);
                return random.Next(3) == 0
                    ? Sample.GenerationFailed(state, FailureKind.VendorError, cost) with { DeliverableId = state.Id }
                    : Sample.Completed(state) with { DeliverableId = state.Id, Cost = cost };
            case DeliverablePhase.Inspecting:
                return Sample.Inspected(state, accepted: random.Next(3) > 0) with { DeliverableId = state.Id };
            case DeliverablePhase.Regenerating:
                return Sample.Regeneration(state) with { DeliverableId = state.Id };
            case DeliverablePhase.Refining:
                return Sample.Refined(state) with { DeliverableId = state.Id };
            default:
                return null;
        }
    }
}
