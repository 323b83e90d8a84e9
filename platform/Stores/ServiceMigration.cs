using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Atelier.Platform.Stores;

/// <summary>A migration written once for both stores: it names what a column means and each store picks its type.</summary>
public abstract class ServiceMigration(string service) : Migration
{
    /// <summary>Whether the store is SQLite.</summary>
    protected bool Sqlite => ActiveProvider?.EndsWith("Sqlite", StringComparison.Ordinal) ?? false;

    /// <summary>The schema of the service's tables; SQLite has none.</summary>
    protected string? Schema => Sqlite ? null : service;

    /// <summary>The store's type for an instant.</summary>
    protected string InstantType => Sqlite ? "INTEGER" : "timestamp with time zone";

    /// <summary>A column for an instant.</summary>
    protected OperationBuilder<AddColumnOperation> Instant(ColumnsBuilder table, bool nullable = false) =>
        table.Column<DateTimeOffset>(type: InstantType, nullable: nullable);

    /// <summary>A column for text of any length: names, enums, JSON.</summary>
    protected static OperationBuilder<AddColumnOperation> Text(ColumnsBuilder table, bool nullable = false) =>
        table.Column<string>(nullable: nullable);

    /// <summary>A column for a count, an amount in micro-dollars, a version or a duration in microseconds.</summary>
    protected static OperationBuilder<AddColumnOperation> Whole(ColumnsBuilder table, bool nullable = false) =>
        table.Column<long>(nullable: nullable);

    /// <summary>Creates the service's schema and its outbox; first in every service's first migration.</summary>
    protected void CreateOutbox(MigrationBuilder migration)
    {
        if (!Sqlite)
            migration.EnsureSchema(service);
        migration.CreateTable("outbox", table => new
        {
            Id = table.Column<Guid>(),
            MessageId = table.Column<Guid>(),
            Type = Text(table, false),
            Queue = Text(table, true),
            Body = Text(table, false),
            CreatedAt = Instant(table, false),
            TraceParent = Text(table, true),
        }, Schema, table => table.PrimaryKey("pk_outbox", row => row.Id));
    }
}
