using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Atelier.Vendors.Tests.Support;

/// <summary>A published API on a real socket of this machine: it remembers every request, and departs from the API where a test says so.</summary>
public sealed class VendorServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<(Op? Op, Received Request)> _requests = [];
    private readonly List<Departure> _script = [];
    private readonly Lock _gate = new();

    private WebApplication? _server;
    private VendorApi _api = null!;

    private sealed record Departure(Op Op, Func<Func<Reply>, Reply> Act, int Times);

    public Uri Url { get; private set; } = new("http://127.0.0.1:0");

    public IReadOnlyList<Received> Requests => [.. _requests.Select(it => it.Request)];

    public IReadOnlyList<Received> Of(Op op) => [.. _requests.Where(it => it.Op == op).Select(it => it.Request)];

    /// <summary>Another run: an API that knows nothing yet, and no script.</summary>
    public void Begin(VendorApi api)
    {
        lock (_gate) _script.Clear();
        _requests.Clear();
        api.Url = Url;
        _api = api;
    }

    /// <summary>Answers so the next times, and the API does not hear of it.</summary>
    public VendorServer Instead(Op op, Reply reply, int times = 1) => Depart(op, _ => reply, times);

    /// <summary>The API handles the request (takes it, bills it); what goes back is another answer.</summary>
    public VendorServer After(Op op, Func<Reply, Reply> change, int times = 1) => Depart(op, handled => change(handled()), times);

    /// <summary>Listens, on the port that it had before or a free one.</summary>
    public async Task Listen()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Url.AbsoluteUri);
        _server = builder.Build();
        _server.Run(Serve);
        await _server.StartAsync();
        Url = new Uri(_server.Urls.Single());
    }

    /// <summary>Nobody is there, but the address stays its own.</summary>
    public async Task GoAway()
    {
        if (_server is not null) await _server.DisposeAsync();
        _server = null;
    }

    public async ValueTask DisposeAsync() => await GoAway();

    private VendorServer Depart(Op op, Func<Func<Reply>, Reply> act, int times)
    {
        lock (_gate) _script.Add(new Departure(op, act, times));
        return this;
    }

    private async Task Serve(HttpContext http)
    {
        var request = await Received.Of(http.Request);
        var op = _api.For(request);
        _requests.Enqueue((op, request));
        Reply Handled()
        {
            lock (_gate) return _api.Serve(op, request);
        }

        await (op is { } known && Next(known) is { } act ? act(Handled) : Handled()).Write(http);
    }

    private Func<Func<Reply>, Reply>? Next(Op op)
    {
        lock (_gate)
        {
            var at = _script.FindIndex(it => it.Op == op);
            if (at < 0) return null;
            var departure = _script[at];
            if (departure.Times == 1) _script.RemoveAt(at);
            else _script[at] = departure with { Times = departure.Times - 1 };
            return departure.Act;
        }
    }
}
