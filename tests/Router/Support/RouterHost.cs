using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Platform.Bus;
using Atelier.Platform.Hosting;
using Atelier.Router.Budgets;
using Atelier.Router.Saga;
using Atelier.Router.Store;
using Atelier.TestKit;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Atelier.Router.Tests.Support;

/// <summary>The router service on a free loopback port, with the house's catalog; several on one PostgreSQL are its pods.</summary>
internal sealed class RouterHost : IAsyncDisposable
{
    private const string Token = "token-of-the-tests";
    private readonly WebApplication _app;

    private RouterHost(WebApplication app)
    {
        _app = app;
        (Operator, Reader) = (As("op", Roles.Operator), As("reader", null));
    }

    /// <summary>A key that may decide about routing.</summary>
    public HttpClient Operator { get; }

    /// <summary>A key that may not.</summary>
    public HttpClient Reader { get; }

    /// <summary>Everything that was announced.</summary>
    public ConcurrentBag<RoutingActivated> Announced => _app.Services.GetRequiredService<Announcements>().All;

    /// <summary>Every decision that was told.</summary>
    public ConcurrentBag<ReviewDecided> Decided => _app.Services.GetRequiredService<Announcements>().Decided;

    /// <summary>Every lease that was told to be lost.</summary>
    public ConcurrentBag<ReviewAbandoned> LostLeases => _app.Services.GetRequiredService<Announcements>().LostLeases;

    /// <summary>Every decision about a budget that was told.</summary>
    public ConcurrentBag<BudgetDecided> BudgetDecisions => _app.Services.GetRequiredService<Announcements>().BudgetDecisions;

    /// <summary>Every change of a model's health that left this pod.</summary>
    public ConcurrentBag<ModelHealthChanged> Health => _app.Services.GetRequiredService<Announcements>().Health;

    public static async Task<RouterHost> Start(string data, string catalog, string? postgres)
    {
        LogContext.ConfigureCurrentLogContext(NullLoggerFactory.Instance); // MassTransit remembers the one of the host before, which may be gone
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Atelier:Data"] = data, ["Atelier:Catalog"] = catalog, ["Atelier:Postgres"] = postgres, ["Atelier:ServiceToken"] = Token,
        });
        builder.AddAtelierDefaults("router");
        builder.Logging.ClearProviders();
        builder.AddRouter();
        builder.Services.AddSingleton<Announcements>();
        builder.AddAtelierBus(bus => bus.Queue("observer", queue =>
        {
            queue.Consume<Observer>();
            queue.Consume<DecisionObserver>();
        }));
        var app = builder.Build();
        app.UseAtelierDefaults();
        app.MapRouter();
        await app.StartAsync();
        return new RouterHost(app);
    }

    /// <summary>The house's routing table without limits, so that every attempt goes out at once.</summary>
    public static string Table { get; } =
        string.Join('\n', File.ReadAllText(Path.Combine(TestPaths.Root, "catalog", "routing.yaml")).Split('\n').Where(line => !line.StartsWith("    concurrency:", StringComparison.Ordinal)));

    /// <summary>A copy of the house's catalog, with <see cref="Table"/>.</summary>
    public static string Catalog(TempFolder folder)
    {
        var source = Path.Combine(TestPaths.Root, "catalog");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = folder.File(Path.Combine("catalog", Path.GetRelativePath(source, file)));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
        File.WriteAllText(folder.File(Path.Combine("catalog", "routing.yaml")), Table);
        return folder.File("catalog");
    }

    /// <summary>Sets a campaign's budget, as intake asks for it.</summary>
    public Task Set(SetBudget budget) => _app.Services.GetRequiredService<BudgetSetting>().Campaign(budget, CancellationToken.None);

    /// <summary>An account, as the store has it.</summary>
    public async Task<Account?> Account(Guid id)
    {
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<RouterDb>>().CreateDbContextAsync();
        return (await db.Budgets.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id))?.Read();
    }

    public Task Handle(IMessage message) => _app.Services.GetRequiredService<SagaRunner>().Handle(message, CancellationToken.None);

    public async Task<DeliverableState?> State(Guid id)
    {
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<RouterDb>>().CreateDbContextAsync();
        return (await db.Deliverables.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id))?.Read();
    }

    public async Task<IReadOnlyList<DeliverableState>> States(IEnumerable<Guid> ids)
    {
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<RouterDb>>().CreateDbContextAsync();
        return [.. (await db.Deliverables.AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync()).Select(row => row.Read())];
    }

    public async Task<(int Status, JsonNode Body)> Publish(string document, HttpClient? by = null, string query = "")
    {
        using var answer = await (by ?? Operator).PostAsync($"/v1/routing/versions{query}", new StringContent(document, Encoding.UTF8, "application/yaml"));
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    public async Task<(int Status, JsonNode Body)> Activate(object body, HttpClient? by = null)
    {
        using var answer = await (by ?? Operator).PostAsJsonAsync("/v1/routing/active", body);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    public async Task<JsonNode> Get(string path) => (await Reader.GetFromJsonAsync<JsonNode>(path))!;

    public async ValueTask DisposeAsync()
    {
        Operator.Dispose();
        Reader.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>A key as the gateway passes it on.</summary>
    public HttpClient As(string name, string? role, string tenant = "acme")
    {
        var client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
        client.DefaultRequestHeaders.Add(Tenancy.TokenHeader, Token);
        client.DefaultRequestHeaders.Add(Tenancy.TenantHeader, tenant);
        client.DefaultRequestHeaders.Add(Tenancy.NameHeader, name);
        if (role is not null)
            client.DefaultRequestHeaders.Add(Tenancy.RolesHeader, role);
        return client;
    }

    internal sealed class Announcements
    {
        public ConcurrentBag<RoutingActivated> All { get; } = [];

        public ConcurrentBag<ReviewDecided> Decided { get; } = [];

        public ConcurrentBag<ModelHealthChanged> Health { get; } = [];

        public ConcurrentBag<ReviewAbandoned> LostLeases { get; } = [];

        public ConcurrentBag<BudgetDecided> BudgetDecisions { get; } = [];
    }

    internal sealed class Observer(Announcements announcements) : IConsumer<RoutingActivated>, IConsumer<ModelHealthChanged>
    {
        public Task Consume(ConsumeContext<RoutingActivated> context)
        {
            announcements.All.Add(context.Message);
            return Task.CompletedTask;
        }

        public Task Consume(ConsumeContext<ModelHealthChanged> context)
        {
            announcements.Health.Add(context.Message);
            return Task.CompletedTask;
        }
    }

    internal sealed class DecisionObserver(Announcements announcements) : IConsumer<ReviewDecided>, IConsumer<ReviewAbandoned>, IConsumer<BudgetDecided>
    {
        public Task Consume(ConsumeContext<ReviewAbandoned> context)
        {
            announcements.LostLeases.Add(context.Message);
            return Task.CompletedTask;
        }

        public Task Consume(ConsumeContext<BudgetDecided> context)
        {
            announcements.BudgetDecisions.Add(context.Message);
            return Task.CompletedTask;
        }

        public Task Consume(ConsumeContext<ReviewDecided> context)
        {
            announcements.Decided.Add(context.Message);
            return Task.CompletedTask;
        }
    }
}
