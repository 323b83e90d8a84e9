using System.CommandLine;
using Atelier.Cli.Client;
using Atelier.Cli.Line;

namespace Atelier.Cli.Commands;

/// <summary>The options of every command that asks a line which is up.</summary>
internal sealed class ClientOptions
{
    private readonly Option<string?> _gateway = new("--gateway") { Description = "The gateway; by default the one of the line in --data" };
    private readonly Option<string?> _key = new("--key-file") { Description = "The file with the API key; by default the one in --data" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _gateway, _key, LineOptions.Data })
            command.Options.Add(option);
    }

    public static LineFolder Folder(ParseResult parsed) => new(parsed.GetValue(LineOptions.Data)!);

    /// <summary>Whether there is a line to ask: one that was named, or one that is up in --data.</summary>
    public bool KnowsLine(ParseResult parsed) => parsed.GetValue(_gateway) is not null || Folder(parsed).IsUp;

    public AtelierClient Open(ParseResult parsed)
    {
        var folder = Folder(parsed);
        var gateway = parsed.GetValue(_gateway) is { } named ? Address(named) : folder.KnownPortOf("gateway") is { } port
            ? new Uri(LineSettings.Loopback(port))
            : throw new InvalidOperationException($"There was never a line in {folder.Root}: start one with ./atelier up, or name a gateway with --gateway and --key-file.");
        return new AtelierClient(gateway, parsed.GetValue(_key) is { } file ? File.ReadAllText(file).Trim() : folder.Key(), TimeSpan.FromSeconds(5));
    }

    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? new Uri(text)
        : throw new InvalidOperationException($"--gateway {text} is no address: give one such as http://127.0.0.1:7071.");
}
