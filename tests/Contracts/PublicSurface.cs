using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Atelier.Contracts.Tests;

/// <summary>Writes down everything that the contracts promise, one line a member, so that a change shows as a diff.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Kind(type)} {type.FullName}{Bases(type)}\n");
            foreach (var member in Members(type))
                text.Append(CultureInfo.InvariantCulture, $"    {member}\n");
        }
        return text.ToString();
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ when type.GetMethod("<Clone>$") is not null => type.IsSealed ? "sealed record" : "record",
        _ => type.IsSealed ? "sealed class" : "class",
    };

    private static string Bases(Type type)
    {
        if (type.IsEnum)
            return "";
        var names = type.GetInterfaces().Where(it => it.Assembly == type.Assembly).Select(it => it.Name).Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "" : $" : {string.Join(", ", names)}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().Select(value => $"{value} = {Convert.ToInt64(value, CultureInfo.InvariantCulture)}");
        var constants = type.GetFields(Declared).Select(field => $"const {Name(field.FieldType)} {field.Name} = {field.GetRawConstantValue()}");
        var properties = type.GetProperties(Declared).Where(Written).Select(Property);
        var methods = type.GetMethods(Declared).Where(method => !method.IsSpecialName && Written(method)).Select(Method);
        return constants.Concat(properties).Concat(methods).Order(StringComparer.Ordinal);
    }

    /// <summary>What a person wrote, not what a record brings along.</summary>
    private static bool Written(MemberInfo member) =>
        member.GetCustomAttribute<CompilerGeneratedAttribute>() is null && member.Name is not ("EqualityContract" or "ToString" or "<Clone>$");

    private static string Property(PropertyInfo property)
    {
        var required = property.GetCustomAttribute<RequiredMemberAttribute>() is null ? "" : "required ";
        var isStatic = property.GetMethod!.IsStatic ? "static " : "";
        var set = property.SetMethod is null ? "" : property.SetMethod.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";
        return $"{isStatic}{required}{Name(property.PropertyType, new NullabilityInfoContext().Create(property))} {property.Name} {{ get;{set} }}";
    }

    private static string Method(MethodInfo method)
    {
        var parameters = method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}");
        return $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}({string.Join(", ", parameters)})";
    }

    private static string Name(Type type, NullabilityInfo? nullability = null)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return $"{Name(underlying)}?";
        var optional = nullability is { ReadState: NullabilityState.Nullable } ? "?" : "";
        if (!type.IsGenericType)
            return $"{Keyword(type)}{optional}";
        var arguments = type.GetGenericArguments().Select((argument, i) => Name(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(i)));
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", arguments)}>{optional}";
    }

    private static string Keyword(Type type) => type.Name switch
    {
        "String" => "string",
        "Boolean" => "bool",
        "Int32" => "int",
        "Int64" => "long",
        "Double" => "double",
        "Decimal" => "decimal",
        "Void" => "void",
        var name => name,
    };
}
