using Atelier.Platform.Media;

namespace Atelier.Platform.Tests.Media;

public sealed class When_a_media_tool_runs(MediaBench bench) : IClassFixture<MediaBench>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task its_arguments_meet_no_shell()
    {
        var result = await bench.Runner.Run("echo", ["$(id); \"a b\" > x"], 1024, Ct);

        Assert.Equal("$(id); \"a b\" > x\n", System.Text.Encoding.UTF8.GetString(result.Output.Span));
    }

    [Fact]
    public async Task a_missing_program_is_named_with_the_remedy()
    {
        var e = await Assert.ThrowsAsync<MediaToolMissingException>(() => bench.Runner.Run("no-such-ffmpeg", [], 1024, Ct));

        Assert.Contains("no-such-ffmpeg", e.Message);
        Assert.Contains("Media:Ffmpeg", e.Message);
    }

    [Fact]
    public async Task too_much_output_ends_it() =>
        await Assert.ThrowsAsync<MediaToolOutputException>(() => bench.Runner.Run("yes", [], 100_000, Ct));

    [Fact]
    public async Task too_long_a_run_is_killed_with_what_it_started()
    {
        using var hasty = new MediaBench(new MediaToolOptions { Timeout = TimeSpan.FromMilliseconds(300) });
        var pidFile = Path.Combine(hasty.Folder, "pid");

        await Assert.ThrowsAsync<MediaToolTimeoutException>(() => hasty.Runner.Run("sh", ["-c", $"sleep 600 & echo $! > {pidFile}; wait"], 1024, Ct));

        await AssertGone(int.Parse(await File.ReadAllTextAsync(pidFile, Ct)));
    }

    [Fact]
    public async Task a_cancelled_run_is_a_cancellation()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var run = bench.Runner.Run("sleep", ["600"], 1024, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task no_more_run_at_a_time_than_allowed()
    {
        using var narrow = new MediaBench(new MediaToolOptions { MaxConcurrent = 1 });
        var shared = Path.Combine(narrow.Folder, "lock");

        // mkdir fails when another is inside.
        var runs = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => narrow.Runner.Run("sh", ["-c", $"mkdir {shared} && sleep 0.05 && rmdir {shared}"], 1024, Ct)));

        Assert.All(runs, r => Assert.True(r.Succeeded, r.Errors));
    }

    private static async Task AssertGone(int pid)
    {
        for (var i = 0; i < 200; i++)
        {
            if (!Directory.Exists($"/proc/{pid}") || (await File.ReadAllTextAsync($"/proc/{pid}/stat", Ct)).Contains(") Z ")) return;
            await Task.Delay(20, Ct);
        }

        Assert.Fail($"process {pid} is still there");
    }
}
