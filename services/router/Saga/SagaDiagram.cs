using System.Text;
using Atelier.Contracts;

namespace Atelier.Router.Saga;

/// <summary>Draws the transition table as a Mermaid state diagram.</summary>
internal static class SagaDiagram
{
    public static string Mermaid()
    {
        var text = new StringBuilder("stateDiagram-v2\n    [*] --> Accepted\n");
        var moves = from row in DeliverableSaga.Table from next in row.Next group row.Message.Name by (row.In, Next: next);
        foreach (var move in moves)
            text.Append($"    {move.Key.In} --> {move.Key.Next}: {string.Join(", ", move)}\n");
        foreach (var end in new[] { DeliverablePhase.Delivered, DeliverablePhase.Failed, DeliverablePhase.Cancelled })
            text.Append($"    {end} --> [*]\n");
        return text.ToString();
    }
}
