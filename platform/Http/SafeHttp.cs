using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace Atelier.Platform.Http;

/// <summary>
/// HTTP to places that someone else named. Names are resolved once and the checked address itself is connected to, so a name
/// cannot change its mind between check and use; redirects are not followed; no proxy, no cookies. Create one for each set of
/// rules and keep it: it pools connections.
/// </summary>
public sealed class SafeHttp : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly OutboundRules rules;
    private readonly HttpMessageInvoker invoker;

    /// <summary>A client under these rules.</summary>
    public SafeHttp(OutboundRules rules)
    {
        this.rules = rules;
        invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All, // and counted after it
            ActivityHeadersPropagator = null, // an outsider has no business with our trace ids
            ConnectCallback = Connect,
            ConnectTimeout = rules.ConnectTimeout,
            MaxConnectionsPerServer = int.MaxValue,
            MaxResponseHeadersLength = 64,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15), // below what servers keep: a request must not meet a closing connection
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // names move
            UseCookies = false,
            UseProxy = false,
        });
    }

    /// <summary>Sends a request and returns once the answer's headers are there, whatever its status; read the body with <see cref="ReadBody"/>.</summary>
    /// <param name="request">To an address that the rules allow.</param>
    /// <param name="ct">Bounds the whole call; its cancellation comes out as <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="OutboundException">Refused, Unreachable, Broken, or TimedOut (while connecting).</exception>
    public async Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken ct)
    {
        var address = request.RequestUri!;
        if (rules.Objection(address) is { } objection) throw new OutboundException(OutboundFault.Refused, objection);
        try
        {
            return await invoker.SendAsync(request, ct);
        }
        catch (HttpRequestException e)
        {
            throw Translate(e, address);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new OutboundException(OutboundFault.Unreachable, $"{address.Authority} did not take a connection in time", inner: e);
        }
    }

    /// <summary>Reads a body to its end.</summary>
    /// <exception cref="OutboundException">TooLarge, Broken.</exception>
    public static async Task<byte[]> ReadBody(HttpResponseMessage answer, long maxBytes, CancellationToken ct)
    {
        var expected = answer.Content.Headers.ContentLength ?? 0;
        using var body = new MemoryStream((int)Math.Min(expected, Math.Min(maxBytes, int.MaxValue)));
        await Copy(answer, body, maxBytes, ct);
        return body.TryGetBuffer(out var buffer) && buffer.Count == buffer.Array!.Length ? buffer.Array : body.ToArray();
    }

    /// <summary>Fetches a file by GET.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="to">Gets the bytes as they come; on failure it holds what came so far.</param>
    /// <param name="maxBytes">The most to take, after decompression.</param>
    /// <param name="timeout">For everything, so that a trickle ends too.</param>
    /// <param name="ct">The caller's own cancellation.</param>
    /// <returns>How many bytes came.</returns>
    /// <exception cref="OutboundException">Any fault; the caller's own cancellation is an <see cref="OperationCanceledException"/>.</exception>
    public async Task<long> Download(Uri address, Stream to, long maxBytes, TimeSpan timeout, CancellationToken ct = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await Download(request, to, maxBytes, timeout, ct);
    }

    /// <summary>Fetches a file by a request of the caller's own making, as <see cref="Download(Uri, Stream, long, TimeSpan, CancellationToken)"/> does.</summary>
    /// <exception cref="OutboundException">Any fault, with <see cref="OutboundException.Location"/> where it was a redirect; the caller's own cancellation is an <see cref="OperationCanceledException"/>.</exception>
    public async Task<long> Download(HttpRequestMessage request, Stream to, long maxBytes, TimeSpan timeout, CancellationToken ct = default)
    {
        var address = request.RequestUri!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(timeout);
        try
        {
            using var answer = await Send(request, limit.Token);
            return answer.IsSuccessStatusCode
                ? await Copy(answer, to, maxBytes, limit.Token)
                : throw new OutboundException(OutboundFault.BadStatus, $"{address.Authority} answered {(int)answer.StatusCode}", (int)answer.StatusCode, location: (int)answer.StatusCode is > 300 and < 400 ? answer.Headers.Location : null);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new OutboundException(OutboundFault.TimedOut, $"{address.Authority} took longer than {timeout.TotalSeconds:0.#} s", inner: e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => invoker.Dispose();

    private static async Task<long> Copy(HttpResponseMessage answer, Stream to, long maxBytes, CancellationToken ct)
    {
        var host = answer.RequestMessage?.RequestUri?.Authority;
        if (answer.Content.Headers.ContentLength > maxBytes) throw TooLarge();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var from = await Unbroken(() => answer.Content.ReadAsStreamAsync(ct));
            long total = 0;
            for (int read; (read = await Unbroken(() => from.ReadAsync(buffer, ct).AsTask())) > 0;)
            {
                if ((total += read) > maxBytes) throw TooLarge();
                await to.WriteAsync(buffer.AsMemory(0, read), ct);
            }

            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        // Reading alone: a full disk under what is written to is no fault of the other side.
        async Task<T> Unbroken<T>(Func<Task<T>> read)
        {
            try
            {
                return await read();
            }
            catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException)
            {
                throw new OutboundException(OutboundFault.Broken, $"the answer of {host} broke off", inner: e);
            }
        }

        OutboundException TooLarge() => new(OutboundFault.TooLarge, $"the answer of {host} is larger than {maxBytes} bytes");
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await rules.Resolve(host.Trim('[', ']'), ct);
        if (!rules.IsTrusted(host, port) && addresses.FirstOrDefault(address => !PublicAddresses.Contains(address)) is not null)
            throw new OutboundException(OutboundFault.Refused, $"{host} does not lead to a public address");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static OutboundException Translate(HttpRequestException e, Uri address) => e switch
    {
        { InnerException: OutboundException refused } => refused,
        { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError } =>
            new OutboundException(OutboundFault.Unreachable, $"no connection to {address.Authority} ({e.HttpRequestError})", inner: e),
        _ => new OutboundException(OutboundFault.Broken, $"the connection to {address.Authority} was lost", inner: e),
    };
}
