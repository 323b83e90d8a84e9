using System.Text.Json;
using Atelier.Generator.Vendors;

namespace Atelier.Generator.Running;

/// <summary>Output that is part of an answer.</summary>
internal static class Output
{
    /// <summary>The decoded bytes; null when there are none where the document says.</summary>
    public static byte[]? Bytes(Call call, JsonElement root)
    {
        foreach (var pointer in call.Base64 ?? [])
        {
            if (pointer.Find(root) is { ValueKind: JsonValueKind.String } found && found.TryGetBytesFromBase64(out var bytes)) return bytes;
        }

        return null;
    }
}
