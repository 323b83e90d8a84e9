namespace Atelier.Contracts.Tests;

public sealed class When_the_contracts_change
{
    private const string Accept = "ATELIER_ACCEPT_CONTRACTS";
    private static readonly string Approved = Path.Combine(Source.Root, "tests", "Contracts", "contracts.approved.txt");

    [Fact]
    public void someone_has_looked_at_every_difference()
    {
        var now = PublicSurface.Of(typeof(IMessage).Assembly);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(Approved, now);
        var then = File.ReadAllText(Approved);
        Assert.True(now == then, $"""
            The public surface of Atelier.Contracts differs from tests/Contracts/contracts.approved.txt:

            {string.Join('\n', Diff(then, now))}

            Messages change by addition only: old ones lie in queues and logs. If this change is one, accept it with
                {Accept}=1 dotnet test tests/Contracts
            and commit the file.
            """);
    }

    /// <summary>Each line under the type it belongs to, so that the same member of two types is not mistaken for one.</summary>
    private static IEnumerable<string> Diff(string then, string now)
    {
        var (before, after) = (Qualified(then), Qualified(now));
        return before.Except(after).Select(line => $"- {line}").Concat(after.Except(before).Select(line => $"+ {line}"));
    }

    private static List<string> Qualified(string surface)
    {
        var type = "";
        return [.. surface.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.StartsWith(' ') ? $"{type}: {line.Trim()}" : type = line)];
    }
}
