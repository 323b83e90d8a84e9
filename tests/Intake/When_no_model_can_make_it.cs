using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Intake.Requests;
using Atelier.Intake.Routing;
using Atelier.Intake.Tests.Support;
using Atelier.Intake.Validation;

namespace Atelier.Intake.Tests;

public sealed class When_no_model_can_make_it
{
    [Theory]
    [InlineData("stages[0].seed", """{ "mode": "fixed", "value": 7 }""", "v/plain takes no seed")]
    [InlineData("stages[0].references", """[{ "asset": "SHA", "role": "style" }]""", "v/plain takes no references, 1 is given")]
    [InlineData("stages[0].format", "\"landscape\"", "v/plain makes no 16:9 large enough")]
    public void the_request_is_refused_with_each_candidate_and_its_obstacle(string path, string value, string obstacle)
    {
        var problem = Assert.Single(Check(Sketch().With(path, value.Replace("SHA", new string('a', 64), StringComparison.Ordinal))));
        Assert.Equal("stages[0]", problem.Field);
        Assert.Contains("the stage \"still\"", problem.Found);
        Assert.Contains(obstacle, problem.Found);
        Assert.Contains("hero-still", problem.Remedy); // which could make it
    }

    [Fact]
    public void everything_in_the_way_is_told_at_once()
    {
        var problem = Assert.Single(Check(Sketch().With("stages[0].seed", """{ "mode": "fixed", "value": 7 }""").With("stages[0].guidance", "3").With("stages[0].require", """["guidance"]""")));
        Assert.Contains("v/plain takes no seed and takes no guidance", problem.Found);
    }

    [Theory]
    [InlineData("\"9s\"", "v/film makes clips of 1 to 8 s, not 9 s")]
    [InlineData("2.5", "v/film makes clips of whole seconds, not 2.5 s")]
    public void a_running_time_that_no_model_makes_is_refused(string duration, string obstacle)
    {
        var problem = Assert.Single(Check(Support.Requests.Film().With("stages[1].duration", duration)));
        Assert.Equal("stages[1]", problem.Field);
        Assert.Contains(obstacle, problem.Found);
        Assert.Contains("no category has a model for it", problem.Remedy);
    }

    [Fact]
    public void a_control_that_may_be_dropped_stands_in_no_models_way() =>
        Assert.Empty(Check(Sketch().With("stages[0].guidance", "3").With("stages[0].negativePrompt", "\"fog\"")));

    [Fact]
    public void the_role_of_a_reference_counts() =>
        Assert.Contains("v/a takes references for subject, style, not for composition",
            Assert.Single(Check(Support.Requests.Image().With("stages[0].references", $$"""[{ "asset": "{{new string('a', 64)}}", "role": "composition" }]"""))).Found);

    [Theory]
    [InlineData("""["guidance"]""", "guidance, which is not asked for")]
    [InlineData("""["motion"]""", "motion, which is not asked for")]
    [InlineData("""["seed"]""", "\"seed\"")]
    public void what_is_required_has_to_be_asked_for(string require, string found) =>
        Assert.Contains(Check(Sketch().With("stages[0].require", require)), problem => problem.Field.StartsWith("stages[0].require", StringComparison.Ordinal) && problem.Found.Contains(found, StringComparison.Ordinal));

    [Fact]
    public void the_last_resort_is_asked_too()
    {
        var routing = new ActiveRouting(SmallCatalog.Loaded, TimeProvider.System);
        var request = Sketch().With("stages[0].seed", """{ "mode": "fixed", "value": 7 }""");
        Assert.NotEmpty(Check(request, routing));
        routing.Learn(Activation(1, TimeProvider.System.GetUtcNow()), WithLastResort());
        Assert.Empty(Check(request, routing));
    }

    [Fact]
    public void the_table_that_holds_is_the_one_that_counts()
    {
        var routing = new ActiveRouting(SmallCatalog.Loaded, TimeProvider.System);
        var (now, request) = (TimeProvider.System.GetUtcNow(), Sketch().With("stages[0].category", "\"poster\""));
        routing.Learn(Activation(2, now.AddHours(1)) with { At = now }, WithPosters());
        Assert.Equal("stages[0].category", Assert.Single(Check(request, routing)).Field); // its time has not come
        routing.Learn(Activation(3, now), WithPosters());
        Assert.Empty(Check(request, routing));
        routing.Learn(Activation(1, now), SmallCatalog.Loaded.Routing); // told late: it was superseded before it came
        Assert.Empty(Check(request, routing));
    }

    private static RoutingActivation Activation(int order, DateTimeOffset effective) =>
        new() { Hash = $"{order}", Number = order, Order = order, EffectiveAt = effective, At = effective, By = "test" };

    private static RoutingTable WithLastResort() => SmallCatalog.Loaded.Routing with
    {
        Tiers = SmallCatalog.Loaded.Routing.Tiers.ToDictionary(tier => tier.Key, tier => tier.Key == "plain" ? tier.Value with { Fallback = new Fallback { Tier = "stills", Attempts = 1 } } : tier.Value),
    };

    private static RoutingTable WithPosters() => SmallCatalog.Loaded.Routing with
    {
        Categories = SmallCatalog.Loaded.Routing.Categories.Append(new("poster", new CategoryRoute { Tier = "stills" })).ToDictionary(),
    };

    /// <summary>A small square, which v/plain can make.</summary>
    private static JsonObject Sketch() => Support.Requests.Image().With("stages[0].category", "\"sketch\"").With("stages[0].format", "\"square\"");

    private static IReadOnlyList<RequestProblem> Check(JsonObject request, ActiveRouting? routing = null)
    {
        var problems = new Problems();
        var read = RequestReader.Read<DeliverableRequest>(System.Text.Encoding.UTF8.GetBytes(request.ToJsonString()), problems);
        new RequestValidator(SmallCatalog.Loaded, routing ?? new ActiveRouting(SmallCatalog.Loaded, TimeProvider.System)).Validate(read!, problems);
        return problems.All;
    }
}
