using System.Collections.Concurrent;

namespace Atelier.Simulator.Vendors;

/// <summary>Renders outputs, one a core at a time, and keeps the latest; an older one is rendered again when asked for, to the same bytes.</summary>
internal sealed class Studio(Renderer renderer, Truths truths, SimulatorOptions options)
{
    private const int Kept = 48;
    private readonly SemaphoreSlim _seats = new(Environment.ProcessorCount);
    private readonly ConcurrentDictionary<string, Lazy<Task<Rendered>>> _latest = new();
    private readonly ConcurrentQueue<string> _order = new();

    public Task<Rendered> RenderAsync(RenderRequest request, bool truncated)
    {
        if (options.Tiny) return TinyImages.Output;
        var key = $"{truncated}|{request.Forced}|{request.Key()}";
        var made = new Lazy<Task<Rendered>>(() => Task.Run(() => MakeAsync(request, truncated)));
        var kept = _latest.GetOrAdd(key, made);
        if (ReferenceEquals(kept, made))
        {
            _order.Enqueue(key);
            if (_order.Count > Kept && _order.TryDequeue(out var oldest)) _latest.TryRemove(oldest, out _);
        }
        return kept.Value;
    }

    private async Task<Rendered> MakeAsync(RenderRequest request, bool truncated)
    {
        await _seats.WaitAsync();
        try
        {
            var rendered = await renderer.RenderAsync(request);
            if (truncated)
            {
                var stump = rendered.Bytes[..(rendered.Bytes.Length * 3 / 5)];
                rendered = new Rendered(stump, rendered.MediaType, Defect.Truncated, rendered.Width, rendered.Height);
            }
            truths.Add(rendered);
            return rendered;
        }
        finally { _seats.Release(); }
    }
}
