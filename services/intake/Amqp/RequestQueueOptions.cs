namespace Atelier.Intake.Amqp;

/// <summary>Who may ask over the queue (section <c>Intake:Queue</c>).</summary>
internal sealed class RequestQueueOptions
{
    public const string Section = "Intake:Queue";

    /// <summary>
    /// Tenants by RabbitMQ user. A message says who sends it in its <c>user_id</c> property, which the broker lets nobody forge; a user
    /// that is not here is refused, and without any entry so is everybody.
    /// </summary>
    public Dictionary<string, string> Users { get; set; } = [];

    /// <summary>How many requests are in hand at once, 1 to 1,000: many, so that they are committed as groups.</summary>
    public ushort Concurrency { get; set; } = 64;

    public static RequestQueueOptions From(IConfiguration configuration)
    {
        var options = configuration.GetSection(Section).Get<RequestQueueOptions>() ?? new RequestQueueOptions();
        if (options.Concurrency is not (>= 1 and <= 1_000))
            throw new InvalidOperationException($"{Section}:Concurrency is {options.Concurrency}: use 1 to 1000.");
        if (options.Users.FirstOrDefault(user => string.IsNullOrWhiteSpace(user.Value)).Key is { } nobody)
            throw new InvalidOperationException($"{Section}:Users:{nobody} names no tenant: give one, or remove the user.");
        return options;
    }
}
