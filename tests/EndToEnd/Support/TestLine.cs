using System.Net.Http.Headers;
using Atelier.Cli.Client;
using Atelier.Cli.Line;
using Atelier.Gateway;
using Atelier.TestKit;

namespace Atelier.EndToEnd.Tests.Support;

/// <summary>A line for tests in a folder of its own: two tenants, and quick vendors that fail more than they do.</summary>
public abstract class TestLine : IAsyncLifetime
{
    private const string StrangerKey = "the key of another tenant";
    private readonly TempFolder _folder = new();
    private ILine? _line;

    /// <summary>Where the line keeps everything.</summary>
    public LineFolder Folder => new(_folder.File("line"));

    /// <summary>The folder of its documents.</summary>
    public string Catalog => _folder.File("catalog");

    /// <summary>Tenant demo, as any client asks; patient while a service is away.</summary>
    internal AtelierClient Client { get; private set; } = null!;

    /// <summary>Tenant demo, answer by answer.</summary>
    internal HttpClient Http { get; private set; } = null!;

    /// <summary>Another tenant.</summary>
    internal HttpClient Stranger { get; private set; } = null!;

    /// <summary>Nobody.</summary>
    internal HttpClient Nobody { get; private set; } = null!;

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        foreach (var part in new[] { "gateway", "simulator" })
            Folder.PortOf(part); // any free port: the usual ones are a person's, or another test program's
        _line = await Start(new LineSettings
        {
            Folder = Folder,
            Catalog = TestCatalog.In(Catalog),
            Latency = 0.2,
            Faults = 2,
            More = new Dictionary<string, string>
            {
                ["Gateway:Keys:stranger:0"] = ApiKeys.HashOf(StrangerKey),
                ["Gateway:RequestsPerSecond"] = "2000",
                ["Generator:Lease"] = "00:00:02",
                ["Intake:Queue:Users:atelier"] = "demo",
            },
        });
        Client = new AtelierClient(_line.Gateway, Folder.Key(), patience: TimeSpan.FromMinutes(3));
        Http = As(Folder.Key());
        Stranger = As(StrangerKey);
        Nobody = As(null);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        foreach (var client in new IDisposable?[] { Client, Http, Stranger, Nobody })
            client?.Dispose();
        await StopLine();
        KeepLogs();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The ends of its logs.</summary>
    internal string Logs() => string.Join('\n', from file in Directory.Exists(Folder.In("logs")) ? Directory.GetFiles(Folder.In("logs")) : []
                                                 orderby file
                                                 select $"── {Path.GetFileName(file)} ──\n{string.Join('\n', Lines(file).TakeLast(25))}");

    /// <summary>The lines of a file that is being written.</summary>
    internal static IEnumerable<string> Lines(string path)
    {
        if (!File.Exists(path))
            yield break;
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    /// <summary>Stops it, and leaves what it kept. False: it was not up.</summary>
    protected async Task<bool> StopLine()
    {
        if (Interlocked.Exchange(ref _line, null) is not { } line)
            return false;
        await line.DisposeAsync();
        return true;
    }

    /// <summary>Starts it.</summary>
    protected abstract Task<ILine> Start(LineSettings settings);

    /// <summary>What went on stays readable after the test: in artifacts/line-logs.</summary>
    private void KeepLogs()
    {
        var kept = Directory.CreateDirectory(Path.Combine(TestPaths.Root, "artifacts", "line-logs", GetType().Name)).FullName;
        foreach (var log in Directory.Exists(Folder.In("logs")) ? Directory.GetFiles(Folder.In("logs")) : [])
            File.Copy(log, Path.Combine(kept, Path.GetFileName(log)), overwrite: true);
    }

    private HttpClient As(string? key)
    {
        var http = new HttpClient { BaseAddress = _line!.Gateway };
        if (key is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }
}
