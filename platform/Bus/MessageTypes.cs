using System.Collections.Frozen;
using Atelier.Contracts;

namespace Atelier.Platform.Bus;

/// <summary>The contracts' messages by name, for bodies that come back out of a store.</summary>
public static class MessageTypes
{
    private static readonly FrozenDictionary<string, Type> ByName = typeof(IMessage).Assembly.GetExportedTypes()
        .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(IMessage)))
        .ToFrozenDictionary(type => type.Name);

    /// <summary>Every message type.</summary>
    public static IReadOnlyList<Type> All => ByName.Values;

    /// <summary>The message type of that name; throws for a name that the contracts do not know.</summary>
    public static Type Named(string name) =>
        ByName.GetValueOrDefault(name) ?? throw new InvalidOperationException($"The contracts know no message '{name}': a newer version wrote it. Start that version, or remove the row.");
}
