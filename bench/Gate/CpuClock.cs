using System.Globalization;

namespace Atelier.Bench.Gate;

/// <summary>CPU time of this process and of the processes it waited for, as Linux counts it (in hundredths of a second: read it around many runs).</summary>
internal static class CpuClock
{
    public static TimeSpan Read()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        long ticks = 0;
        for (var i = 11; i <= 14; i++) ticks += long.Parse(fields[i], CultureInfo.InvariantCulture); // utime, stime, cutime, cstime
        return TimeSpan.FromSeconds(ticks / 100.0);
    }
}
