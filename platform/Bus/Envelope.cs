using System.Buffers;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.Platform.Stores;
using MassTransit;

namespace Atelier.Platform.Bus;

/// <summary>MassTransit's JSON envelope, written and read without making the message in it into anything else on the way.</summary>
internal static class Envelope
{
    public const string ContentType = "application/vnd.masstransit+json";
    public const string CauseHeader = "MT-Activity-Id";

    public static ReadOnlyMemory<byte> Write(OutgoingMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(message.Row.Body.Length + 256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("messageId"u8, message.Row.MessageId);
            json.WriteStartArray("messageType"u8);
            json.WriteStringValue(MessageUrn.ForTypeString(message.Message.GetType()));
            json.WriteEndArray();
            json.WritePropertyName("message"u8);
            json.WriteRawValue(message.Row.Body, skipInputValidation: true);
            json.WriteString("sentTime"u8, message.Row.CreatedAt);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    /// <summary>Throws what is wrong with it: a <see cref="JsonException"/>, or an <see cref="InvalidOperationException"/> about an unknown type.</summary>
    public static Delivery Read(ReadOnlyMemory<byte> body, string? cause)
    {
        var json = new Utf8JsonReader(body.Span);
        (Guid? Id, string? Type, ReadOnlyMemory<byte>? Message) found = default;
        if (!json.Read() || json.TokenType is not JsonTokenType.StartObject)
            throw new JsonException("Not an envelope: expected a JSON object with messageId, messageType and message.");
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("messageId"u8) && json.Read() && json.TokenType is JsonTokenType.String)
                found.Id = json.GetGuid();
            else if (json.ValueTextEquals("messageType"u8) && json.Read() && json.TokenType is JsonTokenType.StartArray)
                found.Type = FirstOf(ref json);
            else if (json.ValueTextEquals("message"u8))
                found.Message = Raw(ref json, body);
            else
                json.Skip();
        }
        if (found is not ({ } id, { } type, { } message))
            throw new JsonException($"Not an envelope: it lacks {(found.Id is null ? "messageId" : found.Type is null ? "messageType" : "message")}.");
        var known = MessageTypes.Named(type[(type.LastIndexOf(':') + 1)..]);
        return new Delivery(id, (IMessage)JsonSerializer.Deserialize(message.Span, known, AtelierJson.Options)!, message, cause);
    }

    private static string? FirstOf(ref Utf8JsonReader json)
    {
        string? first = null;
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
            first ??= json.GetString();
        return first;
    }

    private static ReadOnlyMemory<byte> Raw(ref Utf8JsonReader json, ReadOnlyMemory<byte> body)
    {
        json.Read();
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return body[start..(int)json.BytesConsumed];
    }
}
