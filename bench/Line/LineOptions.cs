using System.Globalization;

namespace Atelier.Bench.Line;

/// <summary>How much is measured.</summary>
internal sealed record LineOptions
{
    public const string Usage = "atelier bench line [--items N] [--warm N] [--rounds N] [--rates N,N] [--seconds N] [--only bare,saga-default,saga,saga-line,atelier]";

    /// <summary>Items of the backlog, 100 to 1,000,000.</summary>
    public int Items { get; private init; } = 5_000;

    /// <summary>Items before anything is measured, until code is compiled and connections are open; 100 to 1,000,000.</summary>
    public int Warm { get; private init; } = 3_000;

    /// <summary>How often everything is measured; medians are shown. 1 to 99.</summary>
    public int Rounds { get; private init; } = 3;

    /// <summary>Steady rates, items a second.</summary>
    public IReadOnlyList<int> Rates { get; private init; } = [50, 100];

    /// <summary>How long each steady rate is held, 1 to 600 s.</summary>
    public TimeSpan Steady { get; private init; } = TimeSpan.FromSeconds(20);

    /// <summary>Which lines.</summary>
    public IReadOnlyList<string> Lines { get; private init; } = ["bare", "saga-default", "saga", "saga-line", "atelier"];

    /// <summary>Null: not understood.</summary>
    public static LineOptions? Parse(string[] arguments)
    {
        var options = new LineOptions();
        for (var at = 0; at < arguments.Length; at += 2)
        {
            if (at + 1 == arguments.Length)
                return null;
            var value = arguments[at + 1];
            var parsed = arguments[at] switch
            {
                "--items" when Whole(value, 100, 1_000_000) is { } items => options with { Items = items },
                "--warm" when Whole(value, 100, 1_000_000) is { } warm => options with { Warm = warm },
                "--rounds" when Whole(value, 1, 99) is { } rounds => options with { Rounds = rounds },
                "--seconds" when Whole(value, 1, 600) is { } seconds => options with { Steady = TimeSpan.FromSeconds(seconds) },
                "--rates" when value.Split(',').Select(rate => Whole(rate, 1, 100_000)).ToList() is var rates && rates.TrueForAll(rate => rate is not null) =>
                    options with { Rates = [.. rates.Select(rate => rate!.Value)] },
                "--only" when value.Split(',') is var lines && lines.All(options.Lines.Contains) => options with { Lines = lines },
                _ => null,
            };
            if (parsed is null)
                return null;
            options = parsed;
        }
        return options;
    }

    private static int? Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null;
}
