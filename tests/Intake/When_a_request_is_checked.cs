using System.Text;
using System.Text.Json.Nodes;
using Atelier.Contracts;
using Atelier.Intake.Requests;
using Atelier.Intake.Routing;
using Atelier.Intake.Tests.Support;
using Atelier.Intake.Validation;

namespace Atelier.Intake.Tests;

public sealed class When_a_request_is_checked
{
    private static readonly string Sha = new('a', 64);

    [Fact]
    public void a_good_image_needs_nothing_looked_up_any_more()
    {
        var (valid, problems) = Check(Support.Requests.Image());
        Assert.Empty(problems);
        var stage = Assert.Single(valid!.Stages);
        Assert.Equal(("still", Medium.Image, "hero-still", "a cup"), (stage.Name, stage.Medium, stage.Category, stage.Prompt.Text));
        Assert.Equal(new OutputFormat { Name = "landscape", AspectRatio = "16:9", Width = 640, Height = 360 }, stage.Format);
        Assert.Equal(new SeedPolicy { Mode = SeedMode.Random }, stage.Seed);
        Assert.Null(stage.Duration);
    }

    [Fact]
    public void a_good_film_is_a_still_and_then_a_motion_stage()
    {
        var (valid, problems) = Check(Support.Requests.Film().With("review", "\"fourEyes\""));
        Assert.Empty(problems);
        Assert.Equal(ReviewWish.FourEyes, valid!.Under(new CampaignTerms { CampaignId = "spring" }, Priority.Normal).Review);
        Assert.Equal(["still", "motion"], valid!.Stages.Select(stage => stage.Name));
        Assert.Equal(TimeSpan.FromSeconds(4), valid.Stages[1].Duration);
        Assert.Equal(new Motion { Strength = 0.4, Camera = "slow push-in" }, valid.Stages[1].Motion);
        Assert.Equal(1280, valid.Stages[1].Format.Width);
        Assert.Equal("fog", valid.Stages[0].NegativePrompt);
    }

    [Theory]
    [InlineData(null, Priority.Normal, Priority.Normal)]
    [InlineData(null, Priority.Low, Priority.Low)] // as of a row of a batch
    [InlineData("urgent", Priority.Low, Priority.Urgent)]
    public void its_priority_is_what_it_says_or_what_is_usual(string? says, Priority otherwise, Priority priority)
    {
        var (valid, problems) = Check(Support.Requests.Image().With("priority", says is null ? "null" : $"\"{says}\""));
        Assert.Empty(problems);
        Assert.Equal(priority, valid!.Under(new CampaignTerms { CampaignId = "spring" }, otherwise).Priority);
    }

    [Fact]
    public void a_priority_that_is_none_is_told()
    {
        var problem = Assert.Single(Check(Support.Requests.Image().With("priority", "\"asap\"")).Problems);
        Assert.Equal("priority", problem.Field);
        Assert.Contains("urgent", problem.Remedy);
    }

    [Fact]
    public void guidance_may_be_a_strength()
    {
        var (valid, problems) = Check(Support.Requests.Image().With("stages[0].guidanceStrength", "0.5"));
        Assert.Empty(problems);
        Assert.Equal(0.5, valid!.Stages[0].GuidanceStrength);
    }

    [Theory]
    [InlineData("stages[1].guidanceStrength", "1.5", "stages[1].guidanceStrength", "0 (as little")]
    [InlineData("stages[0].guidanceStrength", "0.5", "stages[0].guidanceStrength", "not both")]
    [InlineData("stages[1].motion.camera", "\"a swirl\"", "stages[1].motion.camera", "dolly-in")]
    public void a_strength_or_a_move_that_is_none_is_told(string at, string value, string field, string remedy)
    {
        var problem = Assert.Single(Check(Support.Requests.Film().With(at, value)).Problems);
        Assert.Equal(field, problem.Field);
        Assert.Contains(remedy, problem.Remedy);
    }

    [Fact]
    public void a_template_is_expanded_by_its_newest_version_with_its_defaults()
    {
        var (valid, _) = Check(Support.Requests.Film().With("stages[0].negativePrompt", "null"));
        var prompt = valid!.Stages[0].Prompt;
        Assert.Equal("A cup at dawn", prompt.Text);
        Assert.Equal("hero@2", prompt.Template);
        Assert.Equal(64, prompt.TemplateHash!.Length);
        Assert.Equal("dawn", prompt.Variables!["light"]);
        Assert.Equal("no text", valid.Stages[0].NegativePrompt);
    }

    [Fact]
    public void a_template_can_be_asked_for_by_version()
    {
        var (valid, problems) = Check(Support.Requests.Film().With("stages[0].prompt.template", "\"hero@1\""));
        Assert.Empty(problems);
        Assert.Equal("old cup", valid!.Stages[0].Prompt.Text);
    }

    [Fact]
    public void a_variable_is_neither_escaped_nor_expanded_again()
    {
        var (valid, problems) = Check(Support.Requests.Film().With("stages[0].prompt.variables.product", "\"<b>{{light}} & \\\"tea\\\"\""));
        Assert.Empty(problems);
        Assert.Equal("A <b>{{light}} & \"tea\" at dawn", valid!.Stages[0].Prompt.Text);
    }

    [Fact]
    public void everything_wrong_is_told_at_once_with_its_place_and_remedy()
    {
        var (valid, problems) = Check(Support.Requests.Film()
            .With("grade", "\"final\"").With("colour", "1").With("stages[0].format", "\"landscap\"").With("stages[0].guidance", "-1").With("stages[1].duration", "\"900s\""));
        Assert.Null(valid);
        Assert.Equal(["colour", "grade", "stages[0].format", "stages[0].guidance", "stages[1].duration"], problems.Select(p => p.Field).Distinct().Order().Where(f => f != "stages[1].format"));
        Assert.All(problems, p => Assert.True(p.Found.Length > 0 && p.Remedy.Length > 0));
    }

    [Theory]
    // what is missing
    [InlineData("key", "null", "key", "Idempotency-Key")]
    [InlineData("key", "\"\"", "key", "1 to 200")]
    [InlineData("key", "\" padded \"", "key", "1 to 200")]
    [InlineData("campaign", "null", "campaign", "PUT /v1/campaigns")]
    [InlineData("grade", "null", "grade", "draft or delivery")]
    [InlineData("review", "\"twice\"", "review", "required, fourEyes")]
    [InlineData("stages", "null", "stages", "one stage")]
    [InlineData("stages", "[]", "stages", "one stage")]
    [InlineData("stages", "[null]", "stages[0]", "a value")]
    [InlineData("stages[0].medium", "null", "stages[0].medium", "image or video")]
    [InlineData("stages[0].category", "null", "stages[0].category", "hero-still")]
    [InlineData("stages[0].prompt", "null", "stages[0].prompt", "text")]
    [InlineData("stages[0].prompt.text", "\"  \"", "stages[0].prompt.text", "what to make")]
    [InlineData("stages[0].format", "null", "stages[0].format", "landscape, square")]
    // what is unknown
    [InlineData("stages[0].category", "\"hero-stil\"", "stages[0].category", "\"hero-still\"")]
    [InlineData("stages[0].format", "\"sqare\"", "stages[0].format", "\"square\"")]
    [InlineData("stages[0].medium", "\"sound\"", "stages[0].medium", "one of image, video")]
    [InlineData("stages[0].promt", "{}", "stages[0].promt", "\"prompt\"")]
    // what is of a wrong type
    [InlineData("key", "7", "key", "text")]
    [InlineData("key", "\"a\\u0000b\"", "key", "control characters")]
    [InlineData("stages", "{}", "stages", "a list")]
    [InlineData("stages[0].prompt", "\"a cup\"", "stages[0].prompt", "an object")]
    [InlineData("stages[0].guidance", "\"7\"", "stages[0].guidance", "without quotes")]
    [InlineData("stages[0].seed", "{\"mode\":\"fixed\",\"value\":1.5}", "stages[0].seed.value", "whole number")]
    // what is absurd
    [InlineData("stages[0].guidance", "1e999", "stages[0].guidance", "number")]
    [InlineData("stages[0].guidance", "-0.5", "stages[0].guidance", "0 to 30")]
    [InlineData("stages[0].guidance", "400", "stages[0].guidance", "0 to 30")]
    [InlineData("stages[0].seed", "{\"mode\":\"fixed\",\"value\":-1}", "stages[0].seed.value", "4294967295")]
    [InlineData("stages[0].seed", "{\"mode\":\"fixed\",\"value\":4294967296}", "stages[0].seed.value", "4294967295")]
    [InlineData("stages[0].name", "\"Still Life\"", "stages[0].name", "lower-case")]
    // what contradicts itself
    [InlineData("stages[0].seed", "{\"mode\":\"fixed\"}", "stages[0].seed.value", "fixed seed")]
    [InlineData("stages[0].seed", "{\"mode\":\"random\",\"value\":1}", "stages[0].seed.value", "leave it out")]
    [InlineData("stages[0].seed", "{\"mode\":\"locked\",\"value\":1}", "stages[0].seed.value", "seedLock")]
    [InlineData("stages[0].motion", "{\"strength\":0.5}", "stages[0].motion", "medium to video")]
    [InlineData("stages[0].duration", "5", "stages[0].duration", "medium to video")]
    [InlineData("stages[0].prompt", "{\"text\":\"a\",\"template\":\"hero\"}", "stages[0].prompt", "one of them")]
    [InlineData("stages[0].prompt.variables", "{\"product\":\"cup\"}", "stages[0].prompt.variables", "leave them out")]
    // templates
    [InlineData("stages[0].prompt", "{\"template\":\"heroo\"}", "stages[0].prompt.template", "\"hero\"")]
    [InlineData("stages[0].prompt", "{\"template\":\"hero@9\",\"variables\":{\"product\":\"cup\"}}", "stages[0].prompt.template", "hero@2")]
    [InlineData("stages[0].prompt", "{\"template\":\"hero\"}", "stages[0].prompt.variables.product", "no default")]
    [InlineData("stages[0].prompt", "{\"template\":\"hero\",\"variables\":{\"product\":null}}", "stages[0].prompt.variables.product", "text")]
    [InlineData("stages[0].prompt", "{\"template\":\"hero\",\"variables\":{\"product\":\"cup\",\"lihgt\":\"noon\"}}", "stages[0].prompt.variables.lihgt", "\"light\"")]
    [InlineData("stages[0].prompt", "{\"template\":\"hero\",\"variables\":{\"product\":\"cup\",\"light\":\"dusk\"}}", "stages[0].prompt.variables.light", "dawn, noon")]
    // references
    [InlineData("stages[0].references", "[{\"role\":\"style\"}]", "stages[0].references[0]", "one of them")]
    [InlineData("stages[0].references", "[{\"url\":\"ftp://x/y\",\"role\":\"style\"}]", "stages[0].references[0].url", "http")]
    [InlineData("stages[0].references", "[{\"url\":\"/etc/passwd\",\"role\":\"style\"}]", "stages[0].references[0].url", "http")]
    [InlineData("stages[0].references", "[{\"url\":\"https://x/y\",\"role\":\"mood\"}]", "stages[0].references[0].role", "composition")]
    [InlineData("stages[0].references", "[{\"url\":\"https://x/y\",\"role\":\"firstFrame\"}]", "stages[0].references[0].role", "for a video only")]
    [InlineData("stages[0].references", "[{\"url\":\"https://x/y\",\"role\":\"style\",\"weight\":1.1}]", "stages[0].references[0].weight", "0 (ignore) to 1")]
    [InlineData("stages[0].references", "[{\"asset\":\"../../x\",\"role\":\"style\"}]", "stages[0].references[0].asset", "64")]
    public void a_spoilt_image_request_is_refused(string path, string json, string field, string remedy) => Refused(Support.Requests.Image().With(path, json), field, remedy);

    [Theory]
    [InlineData("stages[1].duration", "0", "stages[1].duration", "0.5 to 60")]
    [InlineData("stages[1].duration", "-3", "stages[1].duration", "0.5 to 60")]
    [InlineData("stages[1].duration", "\"soon\"", "stages[1].duration", "5s")]
    [InlineData("stages[1].duration", "1e300", "stages[1].duration", "5s")]
    [InlineData("stages[1].motion.strength", "1.5", "stages[1].motion.strength", "0 (still) to 1")]
    [InlineData("stages[1].motion.camera", "\"\"", "stages[1].motion.camera", "push-in")]
    [InlineData("stages[1].medium", "\"image\"", "stages", "set it in motion")]
    [InlineData("stages[1].format", "\"square\"", "stages[1].format", "\"landscape\"")]
    [InlineData("stages[1].name", "\"still\"", "stages[1].name", "of its own")]
    [InlineData("stages[1].category", "\"icon\"", "stages[1].category", "category for videos")]
    [InlineData("stages[1].references", "[{\"url\":\"https://x/y\",\"role\":\"firstFrame\"}]", "stages[1].references[0].role", "the accepted still")]
    public void a_spoilt_film_request_is_refused(string path, string json, string field, string remedy) => Refused(Support.Requests.Film().With(path, json), field, remedy);

    [Theory]
    [InlineData("""{ "key": "half \ud83d" }""", "key")]
    [InlineData("""{ "half \ud83d": 1 }""", "$")]
    [InlineData("""{ "stages": [ { "prompt": { "variables": { "a": "\udc00" } } } ] }""", "stages[0].prompt.variables.a")]
    public void half_a_character_is_no_text(string body, string field)
    {
        var problems = new Problems();
        RequestReader.Read<DeliverableRequest>(Encoding.UTF8.GetBytes(body), problems);
        Assert.Contains("surrogates", Assert.Single(problems.All, p => p.Field == field).Remedy);
    }

    [Fact]
    public void one_still_may_feed_several_motions()
    {
        var (valid, problems) = Check(Motions("wide", "close", "spin"));
        Assert.Empty(problems);
        Assert.Equal([null, "still", "still", "still"], valid!.Stages.Select(stage => stage.From));
    }

    [Fact]
    public void a_motion_begins_with_the_still_and_has_a_name_of_its_own()
    {
        Refused(Motions("wide", "wide"), "stages[2].name", "of its own");
        Refused(Motions("wide", "close").With("stages[2].from", "\"wide\""), "stages[2].from", "\"still\"");
        Refused(Motions("wide").With("stages[0].from", "\"wide\""), "stages[0].from", "firstFrame");
    }

    [Fact]
    public void more_motions_than_five_are_refused() => Refused(Motions("a", "b", "c", "d", "e", "f"), "stages", "at most 6");

    private static JsonObject Motions(params string[] names)
    {
        var film = Support.Requests.Film();
        var (stages, motion) = (film["stages"]!.AsArray(), film["stages"]![1]!.DeepClone());
        stages.RemoveAt(1);
        foreach (var name in names)
        {
            var stage = motion.DeepClone();
            stage["name"] = name;
            stages.Add(stage);
        }
        return film;
    }

    [Fact]
    public void a_prompt_longer_than_models_read_is_refused() =>
        Refused(Support.Requests.Image().With("stages[0].prompt.text", $"\"{new string('x', 8001)}\""), "stages[0].prompt.text", "8,000");

    [Fact]
    public void a_variable_that_makes_the_prompt_too_long_is_refused() =>
        Refused(Support.Requests.Film().With("stages[0].prompt.variables.product", $"\"{new string('x', 7999)}\""), "stages[0].prompt", "8,000");

    [Fact]
    public void a_hundred_problems_are_enough()
    {
        var request = Support.Requests.Image();
        for (var i = 0; i < 5_000; i++)
            request[$"extra{i}"] = 1;
        Assert.Equal(100, Check(request).Problems.Count);
    }

    [Fact]
    public void a_reference_to_an_asset_is_left_to_be_looked_up()
    {
        var (valid, problems) = Check(Support.Requests.Image().With("stages[0].references", $$"""[{"asset":"{{Sha}}","role":"style","weight":0.5}]"""));
        Assert.Empty(problems);
        Assert.Equal((Sha, "style", 0.5, 0), (valid!.References[0].Asset, valid.References[0].Role, valid.References[0].Weight, valid.References[0].Stage));
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{\n  \"key\": nope }", "line 2")]
    [InlineData("{ \"guidance\": NaN }", "line 1")]
    [InlineData("", "malformed JSON")]
    [InlineData("{ \"key\": \"a\", \"key\": \"b\" }", "malformed JSON")]
    [InlineData("{ \"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}}}}}}}}}", "malformed JSON")]
    [InlineData("[]", "a list")]
    [InlineData("null", "null")]
    public void what_is_no_json_object_is_told_with_its_place(string body, string found)
    {
        var problems = new Problems();
        Assert.Null(RequestReader.Read<DeliverableRequest>(Encoding.UTF8.GetBytes(body), problems));
        var problem = Assert.Single(problems.All);
        Assert.Equal("$", problem.Field);
        Assert.Contains(found, problem.Found);
    }

    private static void Refused(JsonObject request, string field, string remedy)
    {
        var (valid, problems) = Check(request);
        Assert.Null(valid);
        Assert.Contains(problems, p => p.Field == field && p.Remedy.Contains(remedy, StringComparison.Ordinal));
    }

    private static (ValidRequest? Valid, IReadOnlyList<RequestProblem> Problems) Check(JsonObject json)
    {
        var problems = new Problems();
        var request = RequestReader.Read<DeliverableRequest>(Encoding.UTF8.GetBytes(json.ToJsonString()), problems);
        return (new RequestValidator(SmallCatalog.Loaded, new ActiveRouting(SmallCatalog.Loaded, TimeProvider.System)).Validate(request!, problems), problems.All);
    }
}
