using System.Text;
using Atelier.Contracts;

namespace Atelier.Router.Saga;

/// <summary>Draws the transition table as a Mermaid state diagram.</summary>
internal static class SagaDiagram
{
    public static string Mermaid()
    {
        var text = new StringBuilder("stateDiagram-v2\n    [*] --> Accepted\n");
        foreach (var row in DeliverableSaga.Table)
        {
            foreach (var next in row.Next)
                text.Append($"    {row.In} --> {next}: {row.Message.Name}\n");
        }
        foreach (var end in new[] { DeliverablePhase.Delivered, DeliverablePhase.Failed })
            text.Append($"    {end} --> [*]\n");
        return text.ToString();
    }
}
