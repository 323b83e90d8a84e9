using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;

namespace Atelier.Cli.Line;

/// <summary>The folder that a line keeps everything in (by default <c>.atelier</c>): stores, assets, logs, ports, the API key.</summary>
public sealed class LineFolder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Takes a folder, and creates it when it is not there.</summary>
    public LineFolder(string path)
    {
        Root = Path.GetFullPath(path);
        Directory.CreateDirectory(Root);
    }

    /// <summary>Its absolute path.</summary>
    public string Root { get; }

    /// <summary>Where the API key of tenant <c>demo</c> lies, readable by its owner alone.</summary>
    public string KeyFile => In("key");

    /// <summary>Where the key of a second person of the tenant lies, for what four eyes must see.</summary>
    public string SecondKeyFile => In("key.second");

    /// <summary>A path in it.</summary>
    public string In(string name) => Path.Combine(Root, name);

    /// <summary>A log file in it; its folder is there.</summary>
    public string Log(string name) => Path.Combine(Directory.CreateDirectory(In("logs")).FullName, $"{name}.log");

    /// <summary>The API key; made at the first call.</summary>
    public string Key() => KeyIn(KeyFile);

    /// <summary>The second person's API key; made at the first call.</summary>
    public string SecondKey() => KeyIn(SecondKeyFile);

    private static string KeyIn(string path)
    {
        if (File.Exists(path))
            return File.ReadAllText(path).Trim();
        var key = Secret();
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            file.UnixCreateMode = OwnerOnly;
        using var writer = new StreamWriter(path, file);
        writer.WriteLine(key);
        return key;
    }

    /// <summary>A new secret of 256 bits.</summary>
    public static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>
    /// The loopback port of a part of the line: the one it had last time, so that addresses which were given away stay good; else the
    /// preferred one; else any that is free.
    /// </summary>
    public int PortOf(string part, int preferred = 0) => Record(part, (KnownPortOf(part) is { } last ? FreePort(last) : null) ?? FreePort(preferred) ?? FreePort(0)!.Value);

    /// <summary>Remembers the port of a part of the line, and returns it.</summary>
    public int Record(string part, int port)
    {
        var ports = Ports();
        ports[part] = port;
        File.WriteAllText(In("ports.json"), JsonSerializer.Serialize(ports));
        return port;
    }

    /// <summary>The port that a part of the line has, or had last; null when there was none.</summary>
    public int? KnownPortOf(string part) => Ports().TryGetValue(part, out var port) ? port : null;

    /// <summary>Whether a line is up in it: then its lock is held.</summary>
    public bool IsUp
    {
        get
        {
            if (!File.Exists(In("lock")))
                return false;
            try
            {
                using var free = Lock();
                return false;
            }
            catch (InvalidOperationException)
            {
                return true;
            }
        }
    }

    /// <summary>Keeps other lines out of the folder until it is disposed of, or the process ends however it ends.</summary>
    /// <exception cref="InvalidOperationException">Another line is up here.</exception>
    public IDisposable Lock()
    {
        try
        {
            return new FileStream(In("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new InvalidOperationException($"Another line is up in {Root}. Send to it with ./atelier submit FILE, end it, or take another folder with --data.");
        }
    }

    private SortedDictionary<string, int> Ports() =>
        File.Exists(In("ports.json")) ? JsonSerializer.Deserialize<SortedDictionary<string, int>>(File.ReadAllText(In("ports.json")))! : [];

    private static int? FreePort(int wanted)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, wanted);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
