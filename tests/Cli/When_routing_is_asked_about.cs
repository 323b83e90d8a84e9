using System.CommandLine;
using Atelier.Cli.Client;
using Atelier.Cli.Commands;
using Atelier.Cli.Line;
using Atelier.Cli.Show;
using Atelier.Contracts;
using Atelier.TestKit;
using Spectre.Console;

namespace Atelier.Cli.Tests;

/// <summary><c>atelier routing …</c> as a person types it.</summary>
public sealed class When_routing_is_asked_about : IDisposable
{
    private static readonly string House = Path.Combine(Tree.File("catalog"), "routing.yaml");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task lint_tells_every_mistake_with_its_line_and_ends_with_1()
    {
        Assert.Equal((0, $"{House}: nothing is wrong with it"), await Run("lint", House, "--catalog", Tree.File("catalog")));
        var wrong = Changed("deadline: 90s", "deadline: 0s", "wrong.yaml");
        var (code, said) = await Run("lint", wrong, "--catalog", Tree.File("catalog"));
        Assert.Equal(1, code);
        Assert.Matches(@"wrong\.yaml:\d+:\d+: tiers\.speed\.deadline: found ""0s"", expected a duration above zero", said);
    }

    [Fact]
    public async Task diff_tells_what_two_files_do_differently()
    {
        Assert.Equal((0, "tier speed (social-still, social-short): delivery cap 3 → 5"), await Run("diff", House, Changed("delivery: 3", "delivery: 5", "new.yaml")));
        Assert.Equal((0, ""), await Run("diff", House, House));
    }

    [Fact]
    public async Task explain_works_without_a_line()
    {
        var (code, said) = await Run("explain", Path.Combine(Tree.File("samples"), "requests", "hero-still.json"), "--offline", "--catalog", Tree.File("catalog"));
        Assert.Equal(0, code);
        Assert.Contains("tier cinematic, at most 4 attempts", said);
        Assert.Contains("lumen/mini             passed over: takes no seed", said);
        Assert.Contains("if refused, ", said);
        var unpublished = Changed("cap: { draft: 2, delivery: 4 }", "cap: { draft: 2, delivery: 7 }", "new.yaml");
        Assert.Contains("tier cinematic, at most 7 attempts", (await Run("explain", Path.Combine(Tree.File("samples"), "requests", "hero-still.json"), "--table", unpublished, "--catalog", Tree.File("catalog"))).Said);
    }

    [Fact]
    public async Task a_table_is_published_activated_and_rolled_back_at_a_line_that_is_up()
    {
        var settings = Quick(_folder);
        var data = settings.Folder.Root;
        await using var line = await AllInOne.Start(settings, CancellationToken.None);
        var table = Changed("delivery: 3", "delivery: 5", "new.yaml");
        var (code, said) = await Run("publish", table, "--activate", "--note", "five tries", "--data", data);
        Assert.Equal(0, code);
        Assert.Contains("Version 2 (", said);
        Assert.Contains("Version 2 is active.", said);
        Assert.Contains("By version 2 of the routing table", (await Run("explain", Path.Combine(Tree.File("samples"), "requests", "social-short.json"), "--data", data)).Said);
        Assert.Contains("By version 1 of the routing table", (await Run("explain", Path.Combine(Tree.File("samples"), "requests", "social-short.json"), "--version", "1", "--data", data)).Said);
        Assert.Matches(@"^   2  [0-9a-f]{12}  active  .* five tries\n   1  [0-9a-f]{12}  superseded ", (await Run("versions", "--data", data)).Said);
        Assert.Contains("delivery cap 3 → 5", (await Run("diff", "1", "2", "--data", data)).Said);
        Assert.Contains("Version 1 is active.", (await Run("rollback", "--data", data)).Said);
        Assert.Contains("Version 2 is active.", (await Run("rollback", "2", "--gateway", line.Gateway.AbsoluteUri, "--key-file", settings.Folder.KeyFile)).Said);
        Assert.Contains("no address", (await Assert.ThrowsAsync<InvalidOperationException>(() => Run("rollback", "--gateway", "there"))).Message);
        var (draft, findings) = await Run("publish", Changed("deadline: 90s", "deadline: 0s", "wrong.yaml"), "--activate", "--data", data);
        Assert.Equal(1, draft);
        Assert.Contains("is draft.", findings);
        Assert.Contains("tiers.speed.deadline", findings);
        Assert.Contains("takes over at ", (await Run("publish", table, "--activate", "--at", $"{TimeProvider.System.GetUtcNow().AddHours(1):O}", "--data", data)).Said);
        Assert.Equal((0, "It is called off. Version 2 is active."), await Run("withdraw", "2", "--note", "not yet", "--data", data));
        Assert.Equal((0, "No rule of the routing table has looked at any model yet."), await Run("health", "--data", data));
    }

    [Fact]
    public void how_the_models_do_is_a_line_a_model_and_measure()
    {
        var (said, noon) = (new StringWriter(), new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(said) });
        console.Profile.Width = 200;
        HealthTable.Show(console,
        [
            new ModelHealthView("social-still", "kiln/swift-xl", "acceptance", CircuitState.Open, noon, 0.25, 8, 0.5, 0.75, noon.AddMinutes(10)),
            new ModelHealthView("social-still", "lumen/mini", "latency", CircuitState.HalfOpen, noon, 12.34, 3, 10, 8, null),
            new ModelHealthView("hero-still", "lumen/cine", "acceptance", CircuitState.Closed, noon, null, 0, 0.5, 0.75, null),
        ]);
        var lines = said.ToString().Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Contains("social-still kiln/swift-xl acceptance passed over until 12:10:00 0.25 8 0.50 0.75 12:00:00", lines);
        Assert.Contains("social-still lumen/mini latency being probed 12.3 s 3 10 s 8 s 12:00:00", lines);
        Assert.Contains("hero-still lumen/cine acceptance has its turn 0 0.50 0.75 12:00:00", lines);
    }

    private string Changed(string right, string other, string name)
    {
        var text = File.ReadAllText(House);
        Assert.Contains(right, text);
        File.WriteAllText(_folder.File(name), text.Replace(right, other, StringComparison.Ordinal));
        return _folder.File(name);
    }

    private static async Task<(int Code, string Said)> Run(params string[] words)
    {
        var said = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(said) });
        console.Profile.Width = 1_000;
        var code = await RoutingCommand.Create(console).Parse(words).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        return (code, said.ToString().TrimEnd());
    }

    private static LineSettings Quick(TempFolder folder)
    {
        var line = new LineFolder(folder.File("line"));
        line.PortOf("simulator"); // any free ones: a test is not alone on the machine
        line.PortOf("gateway");
        return new LineSettings { Folder = line, Catalog = Tree.File("catalog"), Latency = 0, Faults = 0, Defects = 0 };
    }
}
