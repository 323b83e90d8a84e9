namespace Atelier.Intake.References;

/// <summary>What references may be (section <c>Intake:References</c>).</summary>
internal sealed class ReferenceOptions
{
    public const string Section = "Intake:References";

    /// <summary>The largest file that is taken, fetched or uploaded: 1 byte to 100 MB.</summary>
    public long MaxBytes { get; set; } = 20_000_000;

    /// <summary>How long fetching one may take, a second to five minutes.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many are fetched and checked at once in this process.</summary>
    public int MaxConcurrent { get; set; } = 16;

    /// <summary>Origins that an operator trusts although their addresses are private, as <c>http://media.internal:8080</c>.</summary>
    public string[] Trusted { get; set; } = [];

    public static ReferenceOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<ReferenceOptions>() ?? new ReferenceOptions();
        if (options.MaxBytes is not (>= 1 and <= 100_000_000))
            throw new InvalidOperationException($"{Section}:MaxBytes is {options.MaxBytes}: use 1 to 100000000.");
        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromMinutes(5))
            throw new InvalidOperationException($"{Section}:Timeout is {options.Timeout}: use 00:00:01 to 00:05:00.");
        if (options.MaxConcurrent is not (>= 1 and <= 256))
            throw new InvalidOperationException($"{Section}:MaxConcurrent is {options.MaxConcurrent}: use 1 to 256.");
        if (options.Trusted.FirstOrDefault(origin => !Uri.TryCreate(origin, UriKind.Absolute, out _)) is { } wrong)
            throw new InvalidOperationException($"{Section}:Trusted has '{wrong}': use origins such as http://media.internal:8080.");
        return options;
    }
}
