using System.CommandLine;
using System.Globalization;
using Atelier.Cli.Client;
using Atelier.Cli.Show;
using Spectre.Console;

namespace Atelier.Cli.Commands;

/// <summary><c>atelier budget unsettled | settle</c>: charges that no vendor has told.</summary>
internal static class SettleCommands
{
    public static Command Unsettled(IAnsiConsole console)
    {
        var campaign = new Option<string?>("--campaign") { Description = "Only this one's" };
        var options = new ClientOptions();
        var command = new Command("unsettled", "List charges that no vendor has told and that budgets set something aside for") { campaign };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            UnsettledTable.Show(console, await client.UnsettledCharges(parsed.GetValue(campaign), ct));
        });
        return command;
    }

    public static Command Settle(IAnsiConsole console)
    {
        var attempt = new Argument<string>("attempt") { Description = "The attempt's id, or its first digits" };
        var charge = new Option<string?>("--charge") { Description = "What was charged, US dollars" };
        var writeOff = new Option<bool>("--write-off") { Description = "Nobody will ever know: nothing is set aside for it any more, and its cost stays unpriced" };
        var note = new Option<string>("--note") { Description = "What that rests on, as the number of an invoice", Required = true };
        var deliverable = new Option<Guid?>("--deliverable") { Description = "The deliverable's id, for an attempt that is not listed (any more)" };
        var options = new ClientOptions();
        var command = new Command("settle", "Say what became of a charge that no vendor has told (for operators)") { attempt, charge, writeOff, note, deliverable };
        options.AddTo(command);
        command.SetAction(async (parsed, ct) =>
        {
            using var client = options.Open(parsed);
            var usd = parsed.GetValue(charge) is { } text ? Usd(text) : (decimal?)null;
            if (usd is null == !parsed.GetValue(writeOff))
                throw new ArgumentException("Say either what was charged (--charge 0.04) or that it is written off (--write-off).");
            var (id, of) = await Find(client, parsed.GetValue(attempt)!, parsed.GetValue(deliverable), ct);
            var settled = await client.Settle(id, new { Deliverable = of, ChargeUsd = usd, WriteOff = usd is null ? true : (bool?)null, Note = parsed.GetValue(note) }, ct);
            console.WriteLine(settled.WrittenOff
                ? $"{id} is written off by {settled.By}; its cost stays unpriced."
                : string.Create(CultureInfo.InvariantCulture, $"{id} is settled by {settled.By}: ${settled.ChargeUsd:0.0000##}."));
        });
        return command;
    }

    private static async Task<(Guid Attempt, Guid Deliverable)> Find(AtelierClient client, string text, Guid? deliverable, CancellationToken ct)
    {
        if (deliverable is { } of)
            return (Guid.TryParse(text, out var id) ? id : throw new ArgumentException($"{text} is no id: with --deliverable, give the attempt's whole id."), of);
        return (await client.UnsettledCharges(ct: ct)).Where(charge => charge.Attempt.ToString().StartsWith(text, StringComparison.OrdinalIgnoreCase)).Take(2).ToList() switch
        {
            [var one] => (one.Attempt, one.Deliverable),
            [] => throw new ArgumentException($"No charge that nobody knows is {text}. They are listed by ./atelier budget unsettled"),
            _ => throw new ArgumentException($"More than one begins with {text}: give more of its digits."),
        };
    }

    private static decimal Usd(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var usd) ? usd
        : throw new ArgumentException($"--charge {text} is no amount: give US dollars such as 0.04.");
}
