using System.Net;
using System.Net.Http.Headers;

namespace Atelier.Generator.Wire;

/// <summary>A body that knows whether any of it went out: until then the vendor cannot have taken the request.</summary>
internal sealed class SentContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> body;

    public SentContent(Prepared prepared)
    {
        body = prepared.Body;
        Headers.ContentType = MediaTypeHeaderValue.Parse(prepared.ContentType);
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
