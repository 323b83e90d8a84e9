using System.CommandLine;
using Atelier.Cli.Client;
using Atelier.Cli.Commands;
using Atelier.Platform.Catalog;
using Spectre.Console;

const int Interrupted = 130;
const int WidthOfFiles = 1_000; // where output goes to a file nothing needs to be broken

var console = AnsiConsole.Console;
if (Console.IsOutputRedirected)
{
    console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No });
    console.Profile.Width = WidthOfFiles;
}
var root = new RootCommand("Atelier: a production line for generated images and video")
{
    DemoCommand.Create(console),
    UpCommand.Create(console),
    SubmitCommand.Create(console),
    AgainCommands.Regenerate(console),
    AgainCommands.Reproduce(console),
    AgainCommands.Promote(console),
    TemplateCommand.Create(console),
    BatchCommand.Create(console),
    RoutingCommand.Create(console),
};
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(60) });
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Ended. What was accepted is kept and goes on at the next start.");
    return Interrupted;
}
catch (Exception error) when (error is CatalogException or RefusedException or InvalidOperationException or ArgumentException or IOException or HttpRequestException)
{
    Console.Error.WriteLine($"atelier: {error.Message}");
    return 1;
}
