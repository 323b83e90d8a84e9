using System.Globalization;

namespace Atelier.Bench.Line;

/// <summary>CPU time of this process, and of the servers that it has started: steadier than the clock on a machine that others use too.</summary>
internal readonly record struct CpuTime(TimeSpan Own, TimeSpan Broker, TimeSpan Store)
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux that .NET runs on

    public static CpuTime Now()
    {
        var children = Processes().ToLookup(process => process.Parent);
        var (broker, store) = (0L, 0L);
        var open = new Queue<int>([Environment.ProcessId]);
        while (open.TryDequeue(out var parent))
        {
            foreach (var child in children[parent])
            {
                open.Enqueue(child.Id);
                if (child.Name == "beam.smp")
                    broker += child.Ticks;
                else if (child.Name == "postgres")
                    store += child.Ticks;
            }
        }
        return new CpuTime(Environment.CpuUsage.TotalTime, TimeSpan.FromSeconds(broker / TicksPerSecond), TimeSpan.FromSeconds(store / TicksPerSecond));
    }

    public static CpuTime operator -(CpuTime end, CpuTime start) => new(end.Own - start.Own, end.Broker - start.Broker, end.Store - start.Store);

    public static CpuTime operator /(CpuTime time, int items) => new(time.Own / items, time.Broker / items, time.Store / items);

    private static IEnumerable<(int Id, int Parent, string Name, long Ticks)> Processes()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id) || Stat(folder) is not { } stat)
                continue;
            var nameEnd = stat.LastIndexOf(')');
            var fields = stat[(nameEnd + 2)..].Split(' '); // state, parent, …: fields 3 and on of proc(5)
            yield return (id, int.Parse(fields[1], CultureInfo.InvariantCulture), stat[(stat.IndexOf('(') + 1)..nameEnd],
                fields[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)));
        }
    }

    private static string? Stat(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "stat"));
        }
        catch (IOException)
        {
            return null; // it has ended meanwhile
        }
    }
}
