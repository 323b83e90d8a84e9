using System.CommandLine;
using Atelier.Cli.Campaigns;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier submit FILE</c>: sends a campaign to a line that is up, and follows it.</summary>
internal static class SubmitCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var file = new Argument<string>("file") { Description = "A campaign file, as samples/spring-launch.yaml" };
        var options = new ClientOptions();
        var command = new Command("submit", "Send a campaign to a line that is up, and follow it") { file };
        options.AddTo(command);
        command.SetAction((parsed, ct) => Run(console, parsed, parsed.GetValue(file)!, options, ct));
        return command;
    }

    private static async Task Run(IAnsiConsole console, ParseResult parsed, string path, ClientOptions options, CancellationToken ct)
    {
        var file = CampaignFile.Read(path);
        using var client = options.Open(parsed);
        await Sending.Run(console, client, ClientOptions.Folder(parsed), file, TimeProvider.System, ct);
    }
}
