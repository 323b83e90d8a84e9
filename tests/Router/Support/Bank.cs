using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Router.Budgets;
using Atelier.Router.Health;
using Atelier.Router.Policy;
using Atelier.Router.Saga;

namespace Atelier.Router.Tests.Support;

/// <summary>Deliverables of one campaign and the accounts that they are paid from, each message one commit.</summary>
internal sealed class Bank
{
    private readonly RoutingPolicy _policy;
    private readonly Dictionary<Guid, DeliverableState> _states = [];
    private readonly Dictionary<Guid, Account> _accounts;

    public Bank(RoutingPolicy policy, params Account[] accounts) => (_policy, _accounts) = (policy, accounts.ToDictionary(account => account.Id));

    public DateTimeOffset Now { get; set; } = Sample.Noon;

    public Transition? Last { get; private set; }

    /// <summary>The tiers that are counted, and whether there is room.</summary>
    public IReadOnlyDictionary<string, bool> Slots { get; set; } = new Dictionary<string, bool>();

    /// <summary>How the models do.</summary>
    public HealthView Health { get; set; } = HealthView.None;

    public IEnumerable<DeliverableState> States => _states.Values;

    public IEnumerable<Account> Accounts => _accounts.Values;

    public DeliverableState this[Guid id] => _states[id];

    /// <summary>$0.06 and $0.02 a picture in the tier best, $0.005 in the tier plain.</summary>
    public static readonly RoutingPolicy Priced = Sample.Policy with
    {
        Pricing = new Pricing
        {
            Prices = new PriceBook
            {
                Models = new Dictionary<string, ModelPrice>
                {
                    ["v/one"] = Image(0.06m), ["v/two"] = Image(0.02m), ["w/seedless"] = Image(0.005m),
                    ["v/film"] = new() { Per = PriceUnit.Second, Usd = 0.1m }, ["w/film"] = new() { Per = PriceUnit.Second, Usd = 0.05m },
                },
                OwnWork = new OwnWork { InspectionUsdPerSecond = 0, RefinementUsdPerSecond = 0 },
            },
            Priors = new AcceptancePriors { Source = "a test", Default = 0.5 },
        },
    };

    public static Account Campaign(long limit, BudgetRule rule = BudgetRule.Hold, string? tier = null) =>
        Account.New("acme", "spring").Take(new BudgetTerms { LimitMicros = limit, AtLimit = rule, DowngradeTo = tier }, 1);

    public static Account Tenant(long limit, BudgetRule rule = BudgetRule.Hold) => Account.New("acme", null).Take(new BudgetTerms { LimitMicros = limit, AtLimit = rule }, 1);

    public static Guid Id(int number) => DeterministicId.OfDeliverable("acme", $"hero-{number}");

    public static DeliverableRequested Requested(int number, bool motion = false, Grade grade = Grade.Delivery) => Sample.Requested(grade, motion: motion) with { DeliverableId = Id(number) };

    public Account Of(Account account) => _accounts[account.Id];

    public void Set(Account account) => _accounts[account.Id] = account;

    public DeliverableState Send(IMessage message)
    {
        var before = _states.GetValueOrDefault(message.DeliverableId);
        Last = DeliverableSaga.Handle(before, message, _policy, Now, new Situation { Funds = new Funds([.. _accounts.Values]), Health = Health, Slots = Slots });
        foreach (var (id, change) in Amounts.Between(before, Last.State!))
            _accounts[id] = _accounts[id].Post(change);
        return _states[message.DeliverableId] = Last.State!;
    }

    public DeliverableState Complete(int number, long micros) => Send(Sample.Completed(this[Id(number)], micros) with { DeliverableId = Id(number) });

    public DeliverableState Fail(int number, FailureKind kind, Cost? cost = null) => Send(Sample.GenerationFailed(this[Id(number)], kind, cost) with { DeliverableId = Id(number) });

    public DeliverableState Judge(int number, bool accepted) => Send(Sample.Inspected(this[Id(number)], accepted) with { DeliverableId = Id(number) });

    public DeliverableState Regenerate(int number) => Send(Sample.Regeneration(this[Id(number)]) with { DeliverableId = Id(number) });

    /// <summary>Calls the first in an account's line, as the waker does; false when nobody waits.</summary>
    public bool Call(Account account)
    {
        if (States.Where(state => state.WaitsForAccount == account.Id).OrderBy(state => state.Waits!.Since).ThenBy(state => state.Id).FirstOrDefault() is not { } first)
            return false;
        Send(new FundsFreed { TenantId = "acme", DeliverableId = first.Id, Account = account.Id, Since = first.Waits!.Since });
        return true;
    }

    private static ModelPrice Image(decimal usd) => new() { Per = PriceUnit.Image, Usd = usd };
}
