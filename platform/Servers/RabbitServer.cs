using System.Diagnostics;
using RabbitMQ.Client;

namespace Atelier.Platform.Servers;

/// <summary>The system's RabbitMQ on free loopback ports, with a folder and a name daemon of its own: for the demo, tests and benches.</summary>
public sealed class RabbitServer : IAsyncDisposable
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const string Control = "/usr/lib/rabbitmq/bin/rabbitmqctl";
    private readonly Process _process;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly string _nameDaemonPort;

    private RabbitServer(Process process, Uri address, IReadOnlyDictionary<string, string> environment, string nameDaemonPort) =>
        (_process, Address, _environment, _nameDaemonPort) = (process, address, environment, nameDaemonPort);

    /// <summary>The address of its default virtual host, with user and password.</summary>
    public Uri Address { get; }

    /// <summary>Whether this machine has it.</summary>
    public static bool Installed => File.Exists(Program);

    /// <summary>Starts one in an empty folder.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, or did not come up: the message says what to do or what it printed.</exception>
    public static async Task<RabbitServer> Start(string folder)
    {
        if (!Installed)
            throw new InvalidOperationException("RabbitMQ is not installed: on Debian, apt-get install rabbitmq-server; elsewhere name a server in Atelier__Rabbit.");
        Directory.CreateDirectory(folder);
        var (port, distribution, names) = (LocalProcess.FreePort(), LocalProcess.FreePort(), LocalProcess.FreePort());
        var password = Guid.NewGuid().ToString("N");
        var (configuration, log) = (Path.Combine(folder, "rabbitmq.conf"), Path.Combine(folder, "rabbitmq.log"));
        await File.WriteAllTextAsync(configuration, $"""
            listeners.tcp.default = 127.0.0.1:{port}
            default_user = atelier
            default_pass = {password}
            loopback_users = none
            disk_free_limit.absolute = 64MB
            vm_memory_high_watermark.relative = 0.5
            raft.wal_max_size_bytes = 64000000
            log.console = true
            log.console.level = warning
            log.file = false

            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "enabled_plugins"), "[].\n");
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = folder, // the Erlang cookie is written there
            ["RABBITMQ_NODENAME"] = $"atelier-{port}@localhost",
            ["RABBITMQ_DIST_PORT"] = $"{distribution}",
            ["RABBITMQ_CONFIG_FILE"] = configuration,
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = folder,
            ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            ["ERL_EPMD_PORT"] = $"{names}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        };
        var process = LocalProcess.Start(Program, [], log, environment);
        var address = new Uri($"amqp://atelier:{password}@127.0.0.1:{port}/");
        await LocalProcess.WaitUntil(async () =>
        {
            await using var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync();
        }, process, log, TimeSpan.FromSeconds(90));
        return new RabbitServer(process, address, environment, $"{names}");
    }

    /// <summary>A new virtual host, free of what earlier runs have bound; returns its address.</summary>
    public async Task<Uri> CreateVirtualHost(string name)
    {
        // One call for both: every call of the control program starts an Erlang machine.
        await LocalProcess.Run(Control, ["eval",
            $"rabbit_vhost:add(<<\"{name}\">>, <<\"atelier\">>), rabbit_auth_backend_internal:set_permissions(<<\"atelier\">>, <<\"{name}\">>, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"atelier\">>)."], _environment);
        return new Uri(Address, name);
    }

    /// <summary>Takes the broker down, connections and all; what is durable stays.</summary>
    public Task Down() => LocalProcess.Run(Control, ["stop_app"], _environment);

    /// <summary>Brings it up again under the same address.</summary>
    public Task Up() => LocalProcess.Run(Control, ["start_app"], _environment);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await LocalProcess.Stop(_process, "TERM", TimeSpan.FromSeconds(30));
        _process.Dispose();
        try
        {
            await LocalProcess.Run("epmd", ["-port", _nameDaemonPort, "-kill"], _environment);
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // The name daemon ends by itself on some systems.
        }
    }
}
