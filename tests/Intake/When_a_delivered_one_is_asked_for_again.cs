using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Intake.Tests.Support;

namespace Atelier.Intake.Tests;

public sealed class When_a_delivered_one_is_asked_for_again(SharedIntake shared) : IClassFixture<SharedIntake>
{
    private readonly IntakeHost _host = shared.Host;

    [Fact]
    public async Task its_regeneration_is_called_for_with_its_reasons()
    {
        using var desk = await Delivered("a", Support.Requests.Film("a"));
        var (status, body) = await Ask(desk, "a", "regenerate", """{ "stage": "still", "reasons": [{ "defect": "blurred", "detail": "the handle" }], "withDependents": true }""");
        Assert.Equal((HttpStatusCode.Accepted, 1), (status, (int)body["revision"]!));
        var called = Assert.Single(await _host.Published.Wait<RegenerationRequested>(desk.Tenant, 1));
        Assert.Equal((Attempt(desk, "a", 0), 0, RegenerationSource.Upstream, true), (called.AttemptId, called.Stage, called.Source, called.WithDependents));
        Assert.Equal((Defect.Blurred, "the handle"), (called.Reasons[0].Defect, called.Reasons[0].Detail));
    }

    [Theory]
    [InlineData("regenerate", "{}", "stage", "still, motion")]
    [InlineData("regenerate", """{ "stage": "poster" }""", "stage", "still, motion")]
    [InlineData("regenerate", """{ "stage": "still", "reasons": [{ "defect": "ugly", "detail": "x" }] }""", "reasons[0].defect", "blurred")]
    [InlineData("regenerate", """{ "stage": "still", "reasons": [{ "defect": "blurred" }] }""", "reasons[0].detail", "say what is wrong")]
    [InlineData("reproduce", """{ "stag": "still" }""", "stag", "\"stage\"")]
    [InlineData("promote", "{}", "grade", "promote a draft")]
    [InlineData("promote", """{ "key": "" }""", "key", "1 to 200")]
    public async Task what_is_wrong_is_named(string verb, string request, string field, string remedy)
    {
        using var desk = await Delivered("b", Support.Requests.Film("b"));
        var (status, body) = await Ask(desk, "b", verb, request);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(body["errors"]!.AsArray(), error => (string)error!["field"]! == field && ((string)error["remedy"]!).Contains(remedy));
    }

    [Fact]
    public async Task its_reproduction_is_asked_once_under_a_key()
    {
        using var desk = await Delivered("c", Support.Requests.Image("c"));
        desk.Client.DefaultRequestHeaders.Add("Idempotency-Key", "look-1");
        var (first, again) = (await Ask(desk, "c", "reproduce", null), await Ask(desk, "c", "reproduce", null));
        Assert.Equal((HttpStatusCode.Accepted, (string)first.Body["reproduction"]!), (again.Status, (string)again.Body["reproduction"]!));
        desk.Client.DefaultRequestHeaders.Remove("Idempotency-Key");
        await Ask(desk, "c", "reproduce", null);
        var asked = (await _host.Commands.Wait(desk.Tenant, 2)).Cast<ReproduceOutput>().ToList();
        Assert.Equal(2, asked.Count);
        Assert.Contains(asked, command => $"{command.ReproductionId}" == (string)first.Body["reproduction"]!);
    }

    [Fact]
    public async Task a_draft_is_promoted_with_its_seeds_and_controls()
    {
        using var desk = await Delivered("d", Support.Requests.Film("d").With("grade", "\"draft\""));
        var (status, body) = await Ask(desk, "d", "promote", null);
        Assert.Equal((HttpStatusCode.Accepted, "d@delivery"), (status, (string)body["key"]!));
        Assert.Equal((string)body["id"]!, (string)(await Ask(desk, "d", "promote", null)).Body["id"]!); // asked twice, made once
        var specs = (await _host.Published.Wait<DeliverableRequested>(desk.Tenant, 2)).ToDictionary(told => told.Spec.Key, told => told);
        var (draft, delivery) = (specs["d"].Spec, specs["d@delivery"].Spec);
        Assert.Equal((Grade.Delivery, specs["d"].DeliverableId), (delivery.Grade, delivery.PromotedFrom));
        Assert.Equal((1280, 720, 640), (delivery.Stages[1].Format.Width, delivery.Stages[1].Format.Height, delivery.Stages[0].Format.Width));
        Assert.Equal([1_000, 1_001], delivery.Stages.Select(stage => stage.Seed.Value));
        Assert.Equal(draft.Stages.Select(stage => (stage.Prompt.Text, stage.Guidance, stage.Motion, stage.From)), delivery.Stages.Select(stage => (stage.Prompt.Text, stage.Guidance, stage.Motion, stage.From)));
    }

    [Fact]
    public async Task what_a_reviewer_edited_is_promoted_as_edited()
    {
        using var desk = await Delivered("g", Support.Requests.Image("g").With("grade", "\"draft\""), new ControlEdits { Prompt = "a blue cup", Guidance = 3 });
        Assert.Equal(HttpStatusCode.Accepted, (await Ask(desk, "g", "promote", null)).Status);
        var delivery = (await _host.Published.Wait<DeliverableRequested>(desk.Tenant, 2)).Single(told => told.Spec.Key == "g@delivery").Spec.Stages[0];
        Assert.Equal(("a blue cup", 3.0, 1_000L), (delivery.Prompt.Text, delivery.Guidance, delivery.Seed.Value));
    }

    [Fact]
    public async Task a_key_that_stands_for_something_else_promotes_nothing()
    {
        using var desk = await Delivered("e", Support.Requests.Image("e").With("grade", "\"draft\""));
        Assert.Equal(HttpStatusCode.Conflict, (await Ask(desk, "e", "promote", """{ "key": "e" }""")).Status);
    }

    [Theory]
    [InlineData("regenerate")]
    [InlineData("reproduce")]
    [InlineData("promote")]
    public async Task what_is_not_delivered_or_anothers_is_not_asked_for_again(string verb)
    {
        using var desk = new Desk(_host.Address);
        await desk.SetUpCampaign();
        (await desk.Post(Support.Requests.Image("f").With("grade", "\"draft\""))).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.Conflict, (await Ask(desk, "f", verb, null)).Status);
        using var stranger = new Desk(_host.Address);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Client.PostAsync($"/v1/deliverables/{desk.IdOf("f")}/{verb}", null)).StatusCode);
    }

    private static Guid Attempt(Desk desk, string key, int stage) => DeterministicId.OfAttempt(desk.IdOf(key), stage, 1);

    /// <summary>A deliverable whose router tells that it is delivered; its seeds are 1,000 and 1,001.</summary>
    private async Task<Desk> Delivered(string key, JsonObject request, ControlEdits? edits = null)
    {
        var desk = new Desk(_host.Address);
        await desk.SetUpCampaign();
        (await desk.Post(request)).EnsureSuccessStatusCode();
        var asset = new AssetRef { Sha256 = new string('a', 64), MediaType = "image/png", Bytes = 1 };
        await _host.Tell(new DeliverableProgressed
        {
            TenantId = desk.Tenant, DeliverableId = desk.IdOf(key), OccurredAt = default, Version = 9,
            Status = new DeliverableStatus
            {
                Phase = DeliverablePhase.Delivered, Stage = "still", CostMicros = 0, UnpricedCosts = 0, AsOf = default,
                Stages = [.. request["stages"]!.AsArray().Select((stage, i) => new StageStatus
                {
                    Name = i == 0 ? "still" : "motion", Category = (string)stage!["category"]!, FileOf = Attempt(desk, key, i),
                    File = new DeliveredFile { Stage = "still", Asset = asset, Preview = asset },
                    Attempts = [new AttemptStatus { AttemptId = Attempt(desk, key, i), Ordinal = 1, Outcome = AttemptOutcome.Accepted, Seed = 1_000 + i, Output = asset, Edits = edits,
                        Decision = new RouteDecision { TableHash = "t", Category = "c", Tier = "t", Candidate = 0, Model = "v/a", Criterion = "first" } }],
                })],
            },
        });
        await Eventually.True(async () => (await desk.Get($"/v1/deliverables/{desk.IdOf(key)}"))["version"]!.GetValue<long>() == 9);
        return desk;
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> Ask(Desk desk, string key, string verb, string? request)
    {
        using var answer = await desk.Client.PostAsync($"/v1/deliverables/{desk.IdOf(key)}/{verb}", request is null ? null : Desk.Json(request));
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }
}
