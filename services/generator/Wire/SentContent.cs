using System.Net;
using System.Net.Http.Headers;

namespace Atelier.Generator.Wire;

/// <summary>A JSON body that knows whether any of it went out: until then the vendor cannot have taken the request.</summary>
internal sealed class SentContent : HttpContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly ReadOnlyMemory<byte> body;

    public SentContent(ReadOnlyMemory<byte> body)
    {
        this.body = body;
        Headers.ContentType = Json;
    }

    public bool Started { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        Started = true;
        await stream.WriteAsync(body);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
