using System.CommandLine;
using Atelier.Cli.Client;
using Atelier.Cli.Commands;
using Atelier.Cli.Show;
using Atelier.Platform.Catalog;

const int Interrupted = 130;

var console = Terminal.Open();
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
    BudgetCommand.Create(console),
    PricesCommand.Create(console),
    SubmissionCommand.Create(console),
    ReviewCommand.Create(console),
    VendorCommand.Create(console),
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
