using Microsoft.Extensions.Configuration;

namespace Atelier.Generator;

/// <summary>Section <c>Generator</c>.</summary>
internal sealed record GeneratorOptions
{
    private static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLease = TimeSpan.FromMinutes(5);

    /// <summary>How long after its last sign of life another process takes over what a process had in hand: 1 s to 5 min.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long what is in hand may go on when the process stops: 0 s to 5 min.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(20);

    /// <exception cref="InvalidOperationException">A value is out of bounds; names the key and the fix.</exception>
    public static GeneratorOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection("Generator").Get<GeneratorOptions>() ?? new GeneratorOptions();
        if (options.Lease < ShortestLease || options.Lease > LongestLease)
            throw new InvalidOperationException($"Generator:Lease is {options.Lease}: give 00:00:01 to 00:05:00, or leave it out for 00:00:10.");
        if (options.Grace < TimeSpan.Zero || options.Grace > LongestLease)
            throw new InvalidOperationException($"Generator:Grace is {options.Grace}: give 00:00:00 to 00:05:00, or leave it out for 00:00:20.");
        return options;
    }
}
