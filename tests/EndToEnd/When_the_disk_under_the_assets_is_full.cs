using System.Diagnostics;
using Atelier.Cli.Line;
using Atelier.Contracts;
using Atelier.EndToEnd.Tests.Support;

namespace Atelier.EndToEnd.Tests;

/// <summary>On a real disk of 4 MB (a tmpfs), which takes root, as CI has; without it these tests fail rather than skip.</summary>
public sealed class When_the_disk_under_the_assets_is_full(LineOnASmallDisk line) : IClassFixture<LineOnASmallDisk>
{
    [Fact]
    public async Task uploads_are_refused_and_work_that_is_paid_for_waits_for_room()
    {
        await line.Client.PutCampaign("full", new { });
        line.Fill();
        var id = await line.Client.Submit("a deliverable", Ask.Image("full", "waits", "A tote bag [[sim:none]]"));
        await Until.True(line, "the output meets the full disk", () => Task.FromResult(line.Logs().Contains("cannot be kept", StringComparison.Ordinal)));

        var problem = await Problem.Of(line.Http, "/v1/references", await Picture.Png());
        Assert.Equal((507, "urn:atelier:problem:storage-full"), (problem.Status, problem.Type));
        Assert.Equal(422, (await Problem.Of(line.Http, "/v1/deliverables", Flaws.Request("full", "bad", "unknown format"))).Status);
        Assert.Equal(DeliverablePhase.Generating, (await line.Client.Deliverable(id)).Phase);

        line.MakeRoom();
        var view = await line.Ended(id);
        Assert.Equal(DeliverablePhase.Delivered, view.Phase);
        Assert.Single(view.Status!.Stages.Single().Attempts); // paid for once
        await line.BooksBalance([id]);
    }
}

/// <summary>The line in memory, its assets on a disk of 4 MB.</summary>
public sealed class LineOnASmallDisk : TestLine
{
    private string Disk => Folder.In("assets");

    private string Filling => Path.Combine(Disk, "filling");

    /// <summary>Leaves no room.</summary>
    internal void Fill()
    {
        try
        {
            using var filling = new FileStream(Filling, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
                filling.Write(new byte[4096]);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Leaves room again.</summary>
    internal void MakeRoom() => File.Delete(Filling);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (await StopLine())
            Run("umount", Disk);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override async Task<ILine> Start(LineSettings settings)
    {
        Directory.CreateDirectory(Disk);
        Run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", Disk);
        try
        {
            return await AllInOne.Start(settings with { Directives = true }, TestContext.Current.CancellationToken);
        }
        catch
        {
            Run("umount", Disk);
            throw;
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} needs root: {error}");
    }
}
