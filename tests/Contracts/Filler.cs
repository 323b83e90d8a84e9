using System.Reflection;

namespace Atelier.Contracts.Tests;

/// <summary>Makes an instance of any contract, every member filled with a value that is not its default.</summary>
internal sealed class Filler
{
    private int _next;

    public static object Full(Type type) => new Filler().Make(type);

    private object Make(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        _next++;
        if (type == typeof(string)) return $"text-{_next} \"ü\" \u2028";
        if (type == typeof(bool)) return true;
        if (type == typeof(int)) return _next;
        if (type == typeof(long)) return 9_000_000_000 + _next;
        if (type == typeof(double)) return _next + 0.1;
        if (type == typeof(decimal)) return _next + 0.000001m;
        if (type == typeof(Guid)) return DeterministicId.From($"{_next}");
        if (type == typeof(TimeSpan)) return TimeSpan.FromMicroseconds(_next);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero).AddMicroseconds(_next);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return MakeList(type.GetGenericArguments()[0]);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)) return MakeDictionary(type.GetGenericArguments());
        if (type.IsClass && type.GetConstructor([]) is not null) return MakeRecord(type);
        throw new NotSupportedException($"The filler cannot make a {type}: teach it, and make sure that the type survives JSON.");
    }

    private object MakeRecord(Type type)
    {
        var made = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
            property.SetValue(made, Make(property.PropertyType));
        return made;
    }

    private Array MakeList(Type element)
    {
        var list = Array.CreateInstance(element, 2);
        list.SetValue(Make(element), 0);
        list.SetValue(Make(element), 1);
        return list;
    }

    private object MakeDictionary(Type[] arguments)
    {
        var dictionary = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
        dictionary.Add(Make(arguments[0]), Make(arguments[1]));
        return dictionary;
    }
}
