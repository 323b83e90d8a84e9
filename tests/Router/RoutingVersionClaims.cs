using System.Net.Http.Json;
using Atelier.Contracts;
using Atelier.Router.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Router.Tests;

/// <summary>The life of routing tables over HTTP, on either store.</summary>
public abstract class RoutingVersionClaims : IAsyncLifetime
{
    internal static readonly string CatalogText = RouterHost.Table;

    private readonly TempFolder _folder = new();
    private string? _postgres;
    private RouterHost _host = null!;

    private protected RouterHost Host => _host;

    /// <summary>A database, or null for SQLite.</summary>
    protected abstract Task<string?> Database();

    public async ValueTask InitializeAsync()
    {
        (_postgres, _) = (await Database(), RouterHost.Catalog(_folder));
        _host = await Pod();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task the_catalogs_table_is_version_1_and_holds()
    {
        var active = (await _host.Get("/v1/routing/active"))["active"]!;
        Assert.Equal((1, "catalog"), ((int)active["number"]!, (string)active["by"]!));
        Assert.Equal("active", (string)(await _host.Get("/v1/routing/versions/1"))["state"]!);
        Assert.Equal(CatalogText, await _host.Reader.GetStringAsync("/v1/routing/versions/1/document"));
        await Announced(1);
    }

    [Fact]
    public async Task what_is_to_take_over_can_be_called_off_and_scheduled_again()
    {
        await _host.Publish(Changed("delivery: 5"));
        var at = DateTimeOffset.Parse((string)(await _host.Get("/v1/routing/active"))["active"]!["at"]!, System.Globalization.CultureInfo.InvariantCulture).AddDays(30);
        await _host.Activate(new { version = 2, at });
        Assert.Equal("scheduled", (string)(await _host.Get("/v1/routing/versions/2"))["state"]!);
        Assert.Equal(403, (await Withdraw(new { version = 2 }, _host.Reader)).Status);
        Assert.Equal(422, (await Withdraw(new { version = 1 })).Status);
        Assert.Equal(422, (await Withdraw(new { version = 2, at = at.AddDays(1) })).Status);
        foreach (var _ in new[] { 1, 2 }) // again: nothing changes
        {
            var (status, active) = await Withdraw(new { version = 2, note = "not yet" });
            Assert.Equal((200, 1, 0, 0), (status, (int)active["active"]!["number"]!, active["scheduled"]!.AsArray().Count, active["history"]!.AsArray().Count));
        }
        Assert.Equal("validated", (string)(await _host.Get("/v1/routing/versions/2"))["state"]!);
        while (!_host.Announced.Any(said => said.Activation is { Withdrawn: true, Number: 2, Order: 3, Note: "not yet" }))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await _host.Activate(new { version = 2, at }); // after all
        Assert.Equal(4, (int)(await _host.Get("/v1/routing/active"))["scheduled"]![0]!["order"]!);
    }

    private async Task<(int Status, System.Text.Json.Nodes.JsonNode Body)> Withdraw(object body, HttpClient? by = null)
    {
        using var answer = await (by ?? _host.Operator).PostAsJsonAsync("/v1/routing/active/withdraw", body);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonNode>())!);
    }

    [Fact]
    public async Task a_version_is_published_once_activated_and_superseded_and_rolled_back_to()
    {
        var (status, version) = await _host.Publish(Changed("delivery: 5"), query: "?author=Maria&note=more%20patience");
        Assert.Equal((201, 2, "validated", "Maria (acme)", "more patience"),
            (status, (int)version["number"]!, (string)version["state"]!, (string)version["author"]!, (string)version["note"]!));
        Assert.Equal((200, 2), ((await _host.Publish(Changed("delivery: 5"))).Status, (int)(await _host.Publish(Changed("delivery: 5"))).Body["number"]!));

        var (activated, active) = await _host.Activate(new { version = 2, note = "launch week" });
        Assert.Equal((200, 2, "acme", "launch week"), (activated, (int)active["active"]!["number"]!, (string)active["active"]!["by"]!, (string)active["active"]!["note"]!));
        Assert.Equal("superseded", (string)(await _host.Get("/v1/routing/versions/1"))["state"]!);
        await Announced(1, 2);

        await _host.Activate(new { version = (string)(await _host.Get("/v1/routing/versions/1"))["hash"]! });
        await _host.Activate(new { version = "1" }); // again: nothing changes
        var now = await _host.Get("/v1/routing/active");
        Assert.Equal((1, 3, 2), ((int)now["active"]!["number"]!, (int)now["active"]!["order"]!, now["history"]!.AsArray().Count));
        Assert.Equal(["superseded", "active"], (await _host.Get("/v1/routing/versions"))["items"]!.AsArray().Select(item => (string)item!["state"]!));
        Assert.Equal(["tier cinematic (hero-still, hero-film): delivery cap 4 → 5"], (await _host.Get("/v1/routing/diff?to=2"))["lines"]!.AsArray().Select(line => (string)line!));
    }

    [Fact]
    public async Task a_deliverable_goes_on_with_the_version_it_started_with_at_every_pod_and_after_a_restart()
    {
        await _host.Handle(Sample.Requested().With(stage => stage with { Category = "hero-still" }));
        var first = (await _host.State(Sample.Id))!.LastAttempt!.Decision;
        Assert.Equal(1, first.TableNumber);

        await _host.Publish(Changed("delivery: 8"));
        await _host.Activate(new { version = 2 });
        await Restart();
        await _host.Handle(Sample.GenerationFailed((await _host.State(Sample.Id))!, FailureKind.VendorError));
        var state = (await _host.State(Sample.Id))!;
        Assert.Equal([first.TableHash, first.TableHash], state.Current.Attempts.Select(attempt => attempt.Decision.TableHash));

        var later = Guid.NewGuid();
        await _host.Handle(Sample.Requested().With(stage => stage with { Category = "hero-still" }) with { DeliverableId = later });
        Assert.Equal(2, (await _host.State(later))!.LastAttempt!.Decision.TableNumber);
    }

    [Fact]
    public async Task a_scheduled_version_takes_over_at_its_time()
    {
        await _host.Publish(Changed("delivery: 6"));
        await _host.Activate(new { version = 2, at = TimeProvider.System.GetUtcNow().AddSeconds(2) });
        Assert.Equal("scheduled", (string)(await _host.Get("/v1/routing/versions/2"))["state"]!);
        for (var look = 0; look < 600 && (string)(await _host.Get("/v1/routing/versions/2"))["state"]! != "active"; look++)
            await Task.Delay(50);
        await _host.Handle(Sample.Requested().With(stage => stage with { Category = "hero-still" }));
        Assert.Equal(2, (await _host.State(Sample.Id))!.LastAttempt!.Decision.TableNumber);
        Assert.Equal("superseded", (string)(await _host.Get("/v1/routing/versions/1"))["state"]!);
    }

    private protected Task<RouterHost> Pod(string data = "data") => RouterHost.Start(_folder.File(data), _folder.File("catalog"), _postgres);

    private async Task Restart()
    {
        await _host.DisposeAsync();
        _host = await Pod();
    }

    private async Task Announced(params int[] numbers)
    {
        for (var look = 0; look < 300 && !numbers.All(number => _host.Announced.Any(said => said.Activation.Number == number)); look++)
            await Task.Delay(50);
        Assert.Superset(numbers.ToHashSet(), _host.Announced.Select(said => said.Activation.Number).ToHashSet());
    }

    /// <summary>The catalog's table with another cap.</summary>
    internal static string Changed(string cap) => CatalogText.Replace("delivery: 4 }\n    switch: { afterRejections: 2 }\n    onFailure: { timedOut: retry, outputLost: retry, vendorError: next", $"{cap} }}\n    switch: {{ afterRejections: 2 }}\n    onFailure: {{ timedOut: retry, outputLost: retry, vendorError: next", StringComparison.Ordinal);
}
