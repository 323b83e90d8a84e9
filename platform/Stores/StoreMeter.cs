using System.Diagnostics.Metrics;

namespace Atelier.Platform.Stores;

/// <summary>What the stores of this process commit. Changes over transactions is the size of the groups.</summary>
public static class StoreMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Atelier.Stores";

    /// <summary>Counts transactions.</summary>
    public const string TransactionsName = "atelier.store.transactions";

    /// <summary>Counts changes, one for each call of <see cref="GroupCommit{TDb}"/>.</summary>
    public const string ChangesName = "atelier.store.changes";

    /// <summary>Counts messages that left with a change.</summary>
    public const string MessagesName = "atelier.store.messages";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Transactions = Meter.CreateCounter<long>(TransactionsName);
    private static readonly Counter<long> Changes = Meter.CreateCounter<long>(ChangesName);
    private static readonly Counter<long> Messages = Meter.CreateCounter<long>(MessagesName);

    internal static void Committed(string store, int changes, int messages)
    {
        var tag = new KeyValuePair<string, object?>("store", store);
        Transactions.Add(1, tag);
        Changes.Add(changes, tag);
        Messages.Add(messages, tag);
    }
}
