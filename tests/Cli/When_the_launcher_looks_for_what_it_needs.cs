using System.Diagnostics;
using Atelier.TestKit;

namespace Atelier.Cli.Tests;

public sealed class When_the_launcher_looks_for_what_it_needs
{
    [Fact]
    public async Task without_a_package_manager_it_says_what_to_install()
    {
        using var folder = new TempFolder();
        var (code, said) = await Bash($". '{Tree.File("tests/setup")}'; PATH={folder.Path}; need ffmpeg");
        Assert.Equal(1, code);
        Assert.Contains("Atelier needs: ffmpeg", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task with_one_it_installs_what_is_missing_and_nothing_else()
    {
        using var folder = new TempFolder();
        Program(folder, "apt-get", "exit 0");
        Program(folder, "id", "echo 0");
        Program(folder, "mktemp", "echo '" + folder.File("scratch") + "'");
        Program(folder, "rm", "exit 0");
        Program(folder, "bash", "echo \"$*\" > '" + folder.File("asked") + "'; /bin/cat > '" + folder.File("script") + "'");
        var (code, said) = await Bash($". '{Tree.File("tests/setup")}'; PATH={folder.Path}; need ffmpeg; echo ready");
        Assert.True(code == 0 && said.Contains("ready", StringComparison.Ordinal), said);
        Assert.Equal("-s -- ffmpeg", File.ReadAllText(folder.File("asked")).Trim());
        Assert.Contains("apt-get install -q -y --no-install-recommends", File.ReadAllText(folder.File("script")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task an_unknown_command_is_refused_with_the_usage()
    {
        var (code, said) = await Bash($"'{Tree.File("atelier")}' deliver");
        Assert.Equal(2, code);
        Assert.Contains("usage: ./atelier COMMAND", said, StringComparison.Ordinal);
    }

    private static void Program(TempFolder folder, string name, string does)
    {
        File.WriteAllText(folder.File(name), $"#!/bin/sh\n{does}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.File(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static async Task<(int Code, string Said)> Bash(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", $"exec 2>&1 </dev/null; {script}"]) { RedirectStandardOutput = true })!;
        var said = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return (bash.ExitCode, said);
    }
}
