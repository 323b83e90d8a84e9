using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Router.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Router.Tests.Budgets;

public sealed class When_budgets_are_set_over_http : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private RouterHost _router = null!;

    public async ValueTask InitializeAsync() => _router = await RouterHost.Start(_folder.File("data"), RouterHost.Catalog(_folder), postgres: null);

    public async ValueTask DisposeAsync()
    {
        await _router.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task they_are_seen_raised_and_lifted_and_keep_what_was_spent()
    {
        Assert.Equal("""{"campaigns":[]}""", Without(await _router.Get("/v1/budgets"), "covers"));
        await Put(new { limitUsd = 2.5, atLimit = "fail" });
        await _router.Set(new SetBudget { TenantId = "acme", DeliverableId = Guid.Empty, CampaignId = "spring", Revision = 3, Budget = new BudgetTerms { LimitMicros = 1, AtLimit = BudgetRule.Downgrade, DowngradeTo = "budget" } });
        await _router.Set(new SetBudget { TenantId = "acme", DeliverableId = Guid.Empty, CampaignId = "spring", Revision = 2 }); // old news
        await _router.Set(new SetBudget { TenantId = "acme", DeliverableId = Guid.Empty, CampaignId = "unlimited", Revision = 1 }); // which has none
        Assert.Equal(
            """{"tenant":{"limitUsd":2.5,"atLimit":"fail","spentUsd":0,"reservedUsd":0,"unsettledUsd":0,"availableUsd":2.5,"waiting":0},"campaigns":[{"campaign":"spring","limitUsd":0.000001,"atLimit":"downgrade","downgradeTo":"budget","spentUsd":0,"reservedUsd":0,"unsettledUsd":0,"availableUsd":0.000001,"waiting":0}]}""",
            Without(await _router.Get("/v1/budgets"), "covers"));
        Assert.Null((await Put(new { limitUsd = (decimal?)null }))["limitUsd"]);
    }

    [Theory]
    [InlineData("{}", "limitUsd")]
    [InlineData("""{"limitUsd":-1}""", "limitUsd")]
    [InlineData("""{"limitUsd":0.0000001}""", "limitUsd")]
    [InlineData("""{"limitUsd":"much"}""", "limitUsd")]
    [InlineData("""{"limitUsd":1,"atLimit":"beg"}""", "atLimit")]
    [InlineData("""{"limitUsd":1,"atLimit":"1"}""", "atLimit")]
    [InlineData("""{"limitUsd":1,"downgradeTo":"budget"}""", "downgradeTo")]
    [InlineData("""{"limitUsd":1,"tenant":""}""", "tenant")]
    [InlineData("""{"limitUsd":1,"more":1}""", "more")]
    public async Task what_is_wrong_is_told_with_its_field(string body, string field)
    {
        using var answer = await _router.Operator.PutAsync("/v1/budgets/tenant", new StringContent(body), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(field, (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task only_operators_say_what_a_tenant_may_spend()
    {
        using var answer = await _router.Reader.PutAsJsonAsync("/v1/budgets/tenant", new { limitUsd = 1 }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private async Task<JsonNode> Put(object body)
    {
        using var answer = await _router.Operator.PutAsJsonAsync("/v1/budgets/tenant", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static string Without(JsonNode node, string field)
    {
        node.AsObject().Remove(field);
        return node.ToJsonString();
    }
}
