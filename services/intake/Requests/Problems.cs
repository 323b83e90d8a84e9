using Atelier.Contracts;

namespace Atelier.Intake.Requests;

/// <summary>Everything wrong with a request, in the order it was found.</summary>
internal sealed class Problems
{
    private const int Most = 100; // a hostile body must not make a huge answer

    private readonly List<RequestProblem> _found = [];

    public bool Any => _found.Count > 0;

    /// <summary>The first of them; <see cref="Count"/> says how many there are.</summary>
    public IReadOnlyList<RequestProblem> All => _found;

    public int Count { get; private set; }

    public void Add(string field, string found, string remedy)
    {
        Count++;
        if (_found.Count < Most)
            _found.Add(new RequestProblem { Field = field, Found = found, Remedy = remedy });
    }

    /// <summary>Others' too, counted with those that they left out.</summary>
    public void Add(Problems others)
    {
        foreach (var problem in others._found)
            Add(problem.Field, problem.Found, problem.Remedy);
        Count += others.Count - others._found.Count;
    }

    /// <summary>A value as it is shown in a problem: quoted, on one line, and never long.</summary>
    public static string Show(string? value) => value switch
    {
        null => "nothing",
        { Length: > 60 } => $"\"{OneLine(value[..57])}…\" ({value.Length} characters)",
        _ => $"\"{OneLine(value)}\"",
    };

    private static string OneLine(string value) => string.Concat(value.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '\u00B7' : c));
}
