using System.CommandLine;
using Atelier.Cli.Campaigns;
using Atelier.Cli.Client;
using Atelier.Cli.Line;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier submit FILE</c>: sends a campaign to a line that is up, and follows it.</summary>
internal static class SubmitCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var file = new Argument<string>("file") { Description = "A campaign file, as samples/spring-launch.yaml" };
        var gateway = new Option<Uri?>("--gateway") { Description = "The gateway; by default the one of the line in --data" };
        var key = new Option<string?>("--key-file") { Description = "The file with the API key; by default the one in --data" };
        var command = new Command("submit", "Send a campaign to a line that is up, and follow it") { file, gateway, key, LineOptions.Data };
        command.SetAction((parsed, ct) => Run(console, new LineFolder(parsed.GetValue(LineOptions.Data)!), parsed.GetValue(file)!, parsed.GetValue(gateway), parsed.GetValue(key), ct));
        return command;
    }

    private static async Task Run(IAnsiConsole console, LineFolder folder, string path, Uri? gateway, string? keyFile, CancellationToken ct)
    {
        var file = CampaignFile.Read(path);
        gateway ??= folder.KnownPortOf("gateway") is { } port
            ? new Uri(LineSettings.Loopback(port))
            : throw new InvalidOperationException($"There was never a line in {folder.Root}: start one with ./atelier up, or name a gateway with --gateway and --key-file.");
        using var client = new AtelierClient(gateway, keyFile is null ? folder.Key() : (await File.ReadAllTextAsync(keyFile, ct)).Trim(), TimeSpan.FromSeconds(5));
        await Sending.Run(console, client, folder, file, TimeProvider.System, ct);
    }
}
