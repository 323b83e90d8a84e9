using Atelier.Contracts;
using Atelier.Intake.Batches;
using Atelier.Intake.Requests;
using FsCheck;
using FsCheck.Fluent;

namespace Atelier.Intake.Tests;

public sealed class When_a_batch_is_expanded
{
    private static readonly StageRequest Open = new() { Medium = Medium.Image };

    [Fact]
    public void every_combination_is_there_once_under_a_key_of_its_own() => Prop.ForAll<int>(seed =>
    {
        var dice = new Random(seed);
        var (templates, formats) = (Some("t", dice), Some("f", dice));
        var variables = Some("v", dice)?.Select(value => (IReadOnlyDictionary<string, string>)new Dictionary<string, string> { ["x"] = value }).ToList();
        var batch = Batch() with { Matrix = new MatrixRequest { Templates = templates, Variables = variables, Formats = formats } };
        var problems = new Problems();
        var requests = BatchExpansion.Rows(batch, null, problems).Select((row, i) => BatchExpansion.Request(batch, row.Content, i + 1)).ToList();
        Assert.False(problems.Any);
        Assert.Equal((templates?.Count ?? 1) * (variables?.Count ?? 1) * (formats?.Count ?? 1), requests.Count);
        Assert.Equal(requests.Count, requests.Select(request => request.Key).Distinct().Count());
        Assert.Equal(requests.Count, requests.Select(request => request.Stages![0]!).Select(stage => (stage.Prompt?.Template, stage.Prompt?.Variables?["x"], stage.Format)).Distinct().Count());
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void rows_fill_what_the_stages_leave_open_and_nothing_else()
    {
        var batch = Batch() with { Stages = [Open with { Category = "still" }, new StageRequest { Medium = Medium.Video, Prompt = new PromptRequest { Text = "steam rises" } }] };
        batch = batch with { Review = ReviewWish.FourEyes };
        var request = BatchExpansion.Request(batch, new RowRequest { Key = "one", Prompt = "a cup", Format = "square", Category = "film" }, 1);
        Assert.Equal(("b/one", Grade.Draft, ReviewWish.FourEyes), (request.Key, request.Grade, request.Review));
        Assert.Equal([("still", "a cup", "square"), ("film", "steam rises", "square")], request.Stages!.Select(stage => (stage!.Category!, stage.Prompt!.Text!, stage.Format!)));
    }

    [Theory]
    [InlineData("grade")]
    [InlineData("format")]
    [InlineData("category")]
    [InlineData("prompt")]
    [InlineData("template")]
    public void what_is_settled_twice_is_no_silent_choice(string field)
    {
        var batch = Batch() with { Stages = [Open with { Category = "still", Format = "square", Prompt = new PromptRequest { Text = "a cup" } }] };
        var row = new RowRequest { Grade = field == "grade" ? Grade.Draft : null, Format = Given("format"), Category = Given("category"), Prompt = Given("prompt"), Template = Given("template") };
        var told = new List<string>();
        BatchExpansion.CheckOverlap(batch, new BatchItem(row, at => at), (at, _, _) => told.Add(at));
        Assert.Equal([field], told);

        string? Given(string name) => field == name ? "x" : null;
    }

    private static BatchRequest Batch() => new() { Key = "b", Campaign = "c", Grade = Grade.Draft, Stages = [Open] };

    private static List<string>? Some(string name, Random dice) => dice.Next(4) == 0 ? null : [.. Enumerable.Range(1, dice.Next(1, 8)).Select(i => $"{name}{i}")];
}
