using System.Text.Json;
using Atelier.Generator.Vendors;

namespace Atelier.Generator.Running;

/// <summary>Output that is part of an answer.</summary>
internal static class Output
{
    /// <summary>The bytes, decoded where they have to be; null when there are none where the document says.</summary>
    public static byte[]? Bytes(Call call, Answer answer)
    {
        if (call.Output.Body) return answer.IsMedia ? answer.Body : null;
        foreach (var pointer in answer.Root is null ? [] : call.Base64 ?? [])
        {
            if (pointer.Find(answer.Root!.Value) is { ValueKind: JsonValueKind.String } found && found.TryGetBytesFromBase64(out var bytes)) return bytes;
        }

        return null;
    }
}
