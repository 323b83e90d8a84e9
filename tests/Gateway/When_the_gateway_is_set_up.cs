using System.Net;

namespace Atelier.Gateway.Tests;

public sealed class When_the_gateway_is_set_up
{
    private static readonly string Hash = ApiKeys.HashOf("x");

    [Fact]
    public async Task without_keys_everything_is_refused()
    {
        await using var door = await Door.Open(("Gateway:Keys", null), ("Gateway:Roles", null));
        var answer = await door.Send("/v1/deliverables");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("Gateway:Keys", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task a_hasty_key_waits_and_disturbs_no_other()
    {
        await using var door = await Door.Open(("Gateway:RequestsPerSecond", "1"));
        HttpResponseMessage answer;
        do
            answer = await door.Send("/v1/deliverables");
        while (answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.TooManyRequests, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.True(answer.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await door.Send("/v1/deliverables", Door.OtherAcmeKey)).StatusCode);
    }

    [Theory]
    [InlineData("Gateway:Keys:acme:0", "not-a-hash", "Gateway:Keys:acme")]
    [InlineData("Gateway:Intake", null, "Gateway:Intake")]
    [InlineData("Gateway:Ledger", "ftp://ledger", "Gateway:Ledger")]
    [InlineData("Gateway:Router", null, "Gateway:Router")]
    [InlineData("Gateway:Roles:owner:0", "x", "Gateway:Roles:owner")]
    [InlineData("Gateway:Roles:operator:0", "0000000000000000000000000000000000000000000000000000000000000000", "Gateway:Roles:operator")]
    [InlineData("Gateway:Names:ann:0", "0000000000000000000000000000000000000000000000000000000000000000", "Gateway:Names:ann")]
    [InlineData("Gateway:Names:ann & bob:0", "x", "Gateway:Names:ann & bob")]
    [InlineData("Gateway:RequestsPerSecond", "0", "Gateway:RequestsPerSecond")]
    [InlineData("Gateway:MaxRequestBytes", "-1", "Gateway:MaxRequestBytes")]
    [InlineData("Atelier:ServiceToken", null, "Atelier:ServiceToken")]
    public async Task a_bad_setting_stops_the_start_and_names_its_key(string key, string? value, string named)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Door.Open((key, value)));
        Assert.Contains(named, error.Message);
    }

    [Fact]
    public void two_persons_cannot_share_a_key_and_one_may_have_several()
    {
        var options = new GatewayOptions { Keys = { ["a"] = [Hash, ApiKeys.HashOf("y")] }, Names = { ["ann"] = [Hash, ApiKeys.HashOf("y")] } };
        Assert.Equal("ann", new ApiKeys(options).Find("y")!.Name);
        options.Names["bob"] = [Hash];
        Assert.Contains("share a key", Assert.Throws<InvalidOperationException>(() => new ApiKeys(options)).Message);
    }

    [Fact]
    public void two_tenants_cannot_share_a_key()
    {
        var options = new GatewayOptions { Keys = { ["a"] = [Hash], ["b"] = [Hash] } };
        Assert.Contains("share a key", Assert.Throws<InvalidOperationException>(() => new ApiKeys(options)).Message);
    }
}
