using System.Net;
using System.Net.Sockets;
using Atelier.Cli.Line;
using Atelier.TestKit;

namespace Atelier.Cli.Tests;

public sealed class When_a_line_keeps_its_folder
{
    [Fact]
    public void the_key_is_made_once_and_for_its_owner_alone()
    {
        using var folder = new TempFolder();
        var line = new LineFolder(folder.File("line"));
        var key = line.Key();
        Assert.Equal(64, key.Length);
        Assert.Equal(key, new LineFolder(line.Root).Key());
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(line.KeyFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void a_part_gets_the_port_that_it_had()
    {
        using var folder = new TempFolder();
        var port = new LineFolder(folder.Path).PortOf("simulator");
        Assert.Equal(port, new LineFolder(folder.Path).PortOf("simulator", preferred: 1));
        Assert.Equal(port, new LineFolder(folder.Path).KnownPortOf("simulator"));
        Assert.Null(new LineFolder(folder.Path).KnownPortOf("gateway"));
    }

    [Fact]
    public void a_port_that_is_taken_meanwhile_is_given_up()
    {
        using var folder = new TempFolder();
        var line = new LineFolder(folder.Path);
        var port = line.PortOf("gateway");
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();
        Assert.NotEqual(port, line.PortOf("gateway"));
    }

    [Fact]
    public void a_second_line_is_kept_out_until_the_first_has_ended()
    {
        using var folder = new TempFolder();
        var line = new LineFolder(folder.Path);
        using (line.Lock())
            Assert.Contains("Another line", Assert.Throws<InvalidOperationException>(() => line.Lock()).Message, StringComparison.Ordinal);
        line.Lock().Dispose();
    }
}
