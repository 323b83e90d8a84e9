using Spectre.Console;

namespace Atelier.Cli.Show;

/// <summary>Where output goes: a terminal as it is; a file without colours, in lines that are not broken.</summary>
internal static class Terminal
{
    private const int WidthOfFiles = 1_000;

    public static IAnsiConsole Open()
    {
        if (!Console.IsOutputRedirected)
            return AnsiConsole.Console;
        var file = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No });
        file.Profile.Width = WidthOfFiles;
        return file;
    }
}
