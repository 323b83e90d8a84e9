using System.Net.Http.Json;
using System.Text;
using Atelier.Contracts;
using Atelier.EndToEnd.Tests.Support;

namespace Atelier.EndToEnd.Tests;

/// <summary>Through the front door, as a client sees it; what each check looks at in detail is proven in the intake's own tests.</summary>
[Collection(OnTheLineInMemory.Name)]
public sealed class When_a_request_is_bad(MemoryLine line)
{
    private const string Campaign = "bad-input";
    private const string Deliverables = "/v1/deliverables";

    public static TheoryData<string> EveryFlaw => [.. Flaws.Fields.Keys];

    [Theory, MemberData(nameof(EveryFlaw))]
    public async Task it_is_told_field_found_and_remedy(string flaw)
    {
        await line.Client.PutCampaign(Campaign, new { });
        var problem = await Problem.Of(line.Http, Deliverables, Flaws.Request(Campaign, $"told {flaw}", flaw));
        Assert.Equal((422, "urn:atelier:problem:invalid-request"), (problem.Status, problem.Type));
        var error = Assert.Single(problem.Errors!);
        Assert.Equal(Flaws.Fields[flaw], error.Field);
        Assert.True(error.Found.Length > 0 && error.Remedy.Length > 0, $"{error}");
    }

    [Fact]
    public async Task nothing_of_it_is_kept_and_good_ones_beside_it_are_delivered()
    {
        const string Mixed = "good-and-bad";
        await line.Client.PutCampaign(Mixed, new { });
        var bad = Flaws.Fields.Keys.Select(flaw => Problem.Of(line.Http, Deliverables, Flaws.Request(Mixed, flaw, flaw)));
        var good = new[] { "good-1", "good-2" }.Select(key => line.Http.PostAsync(Deliverables, new StringContent(Flaws.Request(Mixed, key, null), Encoding.UTF8, "application/json")));
        var answers = good.ToList();
        await Task.WhenAll(bad);
        await Task.WhenAll(answers);
        var list = await line.Http.GetFromJson<Page>($"{Deliverables}?campaign={Mixed}");
        Assert.Equal(["good-1", "good-2"], list.Items.Select(item => item.Key).Order());
        foreach (var item in list.Items)
            Assert.Equal((DeliverablePhase.Delivered, 1), ((await line.Ended(item.Id)).Phase, (await line.Ended(item.Id)).Status!.Stages.Single().Attempts.Count));
        await line.BooksBalance(list.Items.Select(item => item.Id));
        Assert.Equal(2, (await Fact.All(line.Http)).Count(fact => fact.Event is DeliverableRequested { Spec.Campaign.CampaignId: Mixed }));
    }

    [Fact]
    public async Task a_prompt_of_a_megabyte_is_too_large()
    {
        var problem = await Problem.Of(line.Http, Deliverables, Flaws.Request(Campaign, "long", null).Replace("A tote bag", new string('a', 1_000_000), StringComparison.Ordinal));
        Assert.Equal((413, "urn:atelier:problem:too-large"), (problem.Status, problem.Type));
    }

    [Fact]
    public async Task malformed_json_is_told_its_line_and_column()
    {
        var problem = await Problem.Of(line.Http, Deliverables, "{\n  \"key\": \"a\",\n  \"grade\" \"draft\"\n}");
        Assert.Equal(400, problem.Status);
        Assert.Contains("line 3, column 11", Assert.Single(problem.Errors!).Found);
    }

    [Fact]
    public async Task a_reference_that_is_no_image_or_a_bomb_is_not_taken()
    {
        Assert.Equal("a file that is no image", Assert.Single((await Problem.Of(line.Http, "/v1/references", "#!/bin/sh\nexit 1\n"u8.ToArray())).Errors!).Found);
        Assert.Equal("an image of 40000x40000", Assert.Single((await Problem.Of(line.Http, "/v1/references", await Picture.Bomb())).Errors!).Found);
        using var taken = await line.Http.PostAsync("/v1/references", new ByteArrayContent(await Picture.Png()));
        Assert.True(taken.IsSuccessStatusCode);
        Assert.Equal("image/png", (await taken.Content.ReadFromJsonAsync<AssetRef>(AtelierJson.Options))!.MediaType);
    }

    private sealed record Page(IReadOnlyList<Item> Items);

    private sealed record Item(Guid Id, string Key);
}
