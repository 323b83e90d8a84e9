using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;
using Atelier.Router.Explain;
using Atelier.Router.Health;
using Atelier.Router.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Router.Tests;

public sealed class When_a_request_is_explained
{
    private static readonly CatalogFolder Catalog = new(Path.Combine(TestPaths.Root, "catalog"));

    [Fact]
    public void every_candidate_is_told_with_its_obstacle_or_what_it_is_asked_for()
    {
        var request = Sample.Requested().With(stage => stage with { Seed = new SeedPolicy { Mode = SeedMode.Locked }, NegativePrompt = "fog", Guidance = 30 });
        var stage = Assert.Single(Explainer.Of(request.Spec, Sample.Policy, HealthView.None).Stages);
        Assert.Null(stage.Rejected);
        Assert.Equal([("best", 4), ("plain", 2)], stage.Tiers.Select(tier => (tier.Tier, tier.Attempts)));
        Assert.Equal(["v/one: 544x544", "v/two: 544x544", "v/film: makes clips", "w/seedless: takes no seed", "w/film: makes clips"],
            stage.Tiers.SelectMany(tier => tier.Candidates).Select(candidate => $"{candidate.Model}: {candidate.Obstacle ?? candidate.Size}"));
        Assert.Equal(["negativePrompt: the model takes none", "guidance: 30 is outside the model's 1 to 10, 10 is asked"], stage.Tiers[0].Candidates[0].Dropped);
    }

    [Fact]
    public void its_courses_are_those_that_the_saga_takes()
    {
        var stage = Assert.Single(Explainer.Of(Sample.Requested().Spec, Sample.Policy, HealthView.None).Stages);
        foreach (var course in stage.Courses)
        {
            var play = new Play().Request();
            var steps = new List<CourseStep>();
            while (!play.State!.Ended)
            {
                steps.Add(new CourseStep(play.Attempt.Decision.Tier, play.Attempt.Decision.Model, play.Attempt.Decision.Criterion));
                if (course.When != "rejected")
                    play.Fail(Enum.Parse<FailureKind>(course.When, ignoreCase: true));
                else if (!play.Reject().State!.Ended)
                    play.Regenerate();
            }
            Assert.Equal(steps, course.Steps);
            Assert.Equal(play.State.Failure!.Kind.ToString(), course.End, ignoreCase: true);
        }
    }

    [Theory]
    [InlineData(Grade.Delivery, null, "a person looks at what was made when nothing more may be tried, deliveries; 1 attempt may be granted; it waits for them", "review")]
    [InlineData(Grade.Draft, null, null, "capReached")]
    [InlineData(Grade.Draft, ReviewWish.FourEyes, "two persons look at what the gate accepted, before it is refined, drafts; 1 attempt may be granted; it waits for them", "capReached")]
    public void where_persons_are_asked_is_told(Grade grade, ReviewWish? wish, string? words, string end)
    {
        var spec = Sample.Requested(grade).Spec with { Review = wish };
        var stage = Assert.Single(Explainer.Of(spec, Sample.Reviewed(new ReviewRule { When = [ReviewCause.Cap] }), HealthView.None).Stages);
        Assert.Equal((words, end), (stage.Review, stage.Courses.Single(course => course.When == "rejected").End));
        Assert.Equal("noCandidateLeft", stage.Courses.Single(course => course.When == "refused").End); // there is nothing to look at
    }

    [Fact]
    public void a_request_that_no_model_can_make_is_told_so()
    {
        var request = Sample.Requested().With(stage => stage with { Category = "lonely", Seed = new SeedPolicy { Mode = SeedMode.Locked } });
        var stage = Assert.Single(Explainer.Of(request.Spec, Sample.Policy, HealthView.None).Stages);
        Assert.NotNull(stage.Rejected);
        Assert.Empty(stage.Courses);
    }

    [Theory]
    [InlineData("hero-still.json")]
    [InlineData("hero-film.json")]
    [InlineData("social-short.json")]
    public void the_sample_requests_are_explained_as_they_are_sent(string file)
    {
        var request = JsonNode.Parse(File.ReadAllText(Path.Combine(TestPaths.Root, "samples", "requests", file)))!;
        var answer = OfflineRouting.Explain(request, Catalog, table: null, out var problems);
        Assert.Empty(problems);
        Assert.Equal(request["stages"]!.AsArray().Count, answer!["stages"]!.AsArray().Count);
        Assert.All(answer["stages"]!.AsArray(), stage => Assert.Null(stage!["rejected"]));
    }

    [Theory]
    [InlineData("""{ "grade": "draft" }""", "stages")]
    [InlineData("""{ "stages": [{ "medium": "image", "category": "hero-still", "format": "square" }] }""", "grade")]
    [InlineData("""{ "grade": "draft", "stages": [{ "category": "hero-still", "format": "square" }] }""", "stages[0].medium")]
    [InlineData("""{ "grade": "draft", "stages": [{ "medium": "image", "category": "hero-stil", "format": "square" }] }""", "stages[0].category")]
    [InlineData("""{ "grade": "draft", "stages": [{ "medium": "image", "category": "hero-still", "format": "cinemascope" }] }""", "stages[0].format")]
    [InlineData("""{ "grade": "draft", "stages": [{ "medium": "image", "category": "hero-still", "format": "square", "duration": "long" }] }""", "stages[0].duration")]
    [InlineData("""{ "grade": "draft", "stages": [{ "medium": "image", "category": "hero-still", "format": "square", "require": ["seed"] }] }""", "stages[0].require[0]")]
    [InlineData("""{ "grade": "draft", "stages": [null] }""", "stages[0].medium")]
    [InlineData("""{ "grade": "final" }""", "grade")]
    public void what_routing_cannot_read_is_told_with_its_place(string request, string field)
    {
        Assert.Null(OfflineRouting.Explain(JsonNode.Parse(request)!, Catalog, table: null, out var problems));
        Assert.Contains(field, problems.Select(problem => problem.Field));
        Assert.All(problems, problem => Assert.True(problem.Found.Length > 0 && problem.Remedy.Length > 0));
    }
}
