using System.Data.Common;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Atelier.Platform.Stores;

/// <summary>A column as EF Core's model maps it, read without its change tracker.</summary>
internal abstract class RowColumn<TRow>(IProperty property)
{
    /// <summary>Quoted for SQL.</summary>
    public string Name { get; } = $"\"{property.GetColumnName()}\"";

    /// <summary>The store's type.</summary>
    public string StoreType { get; } = property.GetColumnType();

    /// <summary>What is set once, with <c>init</c>, is never written again.</summary>
    public bool Changes { get; } = property.PropertyInfo!.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    /// <summary>The value as the store keeps it.</summary>
    public abstract object? Value(TRow row);

    /// <summary>The values of many rows, for <c>unnest</c>.</summary>
    public abstract NpgsqlParameter Values(IReadOnlyList<TRow> rows);

    /// <summary>The value of one row.</summary>
    public DbParameter Parameter(DbCommand command, string name, TRow row) =>
        property.GetRelationalTypeMapping().CreateParameter(command, name, property.GetGetter().GetClrValue(row!), property.IsNullable);

    public static RowColumn<TRow> Of(IProperty property)
    {
        var row = Expression.Parameter(typeof(TRow));
        var value = Stored(Expression.Property(row, property.PropertyInfo!), property);
        return (RowColumn<TRow>)Activator.CreateInstance(typeof(RowColumn<,>).MakeGenericType(typeof(TRow), value.Type), property, Expression.Lambda(value, row).Compile())!;
    }

    private static Expression Stored(Expression value, IProperty property)
    {
        if (property.GetTypeMapping().Converter is not { } converter)
            return value;
        if (Nullable.GetUnderlyingType(value.Type) is null)
            return Expression.Invoke(converter.ConvertToProviderExpression, value);
        var stored = converter.ProviderClrType is { IsValueType: true } plain ? typeof(Nullable<>).MakeGenericType(plain) : converter.ProviderClrType;
        return Expression.Condition(
            Expression.Property(value, "HasValue"),
            Expression.Convert(Expression.Invoke(converter.ConvertToProviderExpression, Expression.Property(value, "Value")), stored),
            Expression.Default(stored));
    }
}

internal sealed class RowColumn<TRow, TValue>(IProperty property, Func<TRow, TValue> read) : RowColumn<TRow>(property)
{
    public override object? Value(TRow row) => read(row);

    public override NpgsqlParameter Values(IReadOnlyList<TRow> rows)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = read(rows[i]);
        return new NpgsqlParameter<TValue[]> { TypedValue = values };
    }
}
