using System.Text.Json;

namespace Atelier.Cli.Prices.Import;

/// <summary>Files of others: what is no JSON is told with its place.</summary>
internal static class JsonText
{
    /// <exception cref="InvalidOperationException">It is no JSON object.</exception>
    public static JsonDocument Parse(byte[] bytes, string path)
    {
        try
        {
            var json = JsonDocument.Parse(bytes);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json : throw new InvalidOperationException($"{path} holds no JSON object with a row a model.");
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"{path}:{e.LineNumber + 1}:{e.BytePositionInLine + 1}: is no JSON: {e.Message}", e);
        }
    }
}
