using System.CommandLine;
using Atelier.Cli.Line;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier up</c>: a line that stays, for other clients.</summary>
internal static class UpCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var options = new LineOptions();
        var command = new Command("up", "Start the line and keep it running, for other clients");
        options.AddTo(command);
        command.SetAction((parsed, ct) => Run(console, options.Read(parsed), ct));
        return command;
    }

    private static async Task Run(IAnsiConsole console, LineSettings settings, CancellationToken ct)
    {
        await using var line = await AllInOne.Start(settings, ct);
        console.Profile.Width = int.MaxValue; // what is to be pasted must not be broken
        console.WriteLine($"""
            The line is up.
              gateway   {line.Gateway}
              API key   {settings.Folder.KeyFile} (tenant demo)
              logs      {settings.Folder.In("logs")}
              vendors   {LineSettings.Loopback(settings.Folder.KnownPortOf("simulator")!.Value)}/ (simulated; to see one do badly: simulator/README.md)

            Send the sample campaign:   ./atelier submit samples/spring-launch.yaml
            Or anything of your own:

            KEY=$(cat {settings.Folder.KeyFile})
            curl -X PUT {line.Gateway}v1/campaigns/first -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{Campaign}'
            curl {line.Gateway}v1/deliverables -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{Deliverable}'

            Ctrl-C ends it; what is under way goes on at the next start.
            """);
        try
        {
            await Task.Delay(Timeout.Infinite, ct);
        }
        catch (OperationCanceledException)
        {
            console.WriteLine("Ending …");
        }
    }

    private const string Campaign = """{"valueOfHourUsd":10}""";
    private const string Deliverable = """{"key":"first-1","campaign":"first","grade":"draft","stages":[{"medium":"image","category":"social-still","format":"square","prompt":{"text":"A window seat in the spring sun"}}]}""";
}
