using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Intake.Store;

/// <summary>Something that was asked of a delivered deliverable and passed on: asked again under the same key, it is the same.</summary>
internal sealed class AskedRow : IKeyed
{
    /// <summary>The id of the message that passed it on.</summary>
    public required Guid Id { get; init; }

    public required string TenantId { get; init; }

    public required Guid DeliverableId { get; init; }

    /// <summary>The message's type name.</summary>
    public required string What { get; init; }

    /// <summary>The revision that a regeneration leads to.</summary>
    public int? Revision { get; init; }

    public required DateTimeOffset AskedAt { get; init; }
}

[DbContext(typeof(IntakeDb))]
[Migration("20261124_Asked")]
internal sealed class Asked() : ServiceMigration("intake")
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("asked", table => new
    {
        Id = table.Column<Guid>(),
        TenantId = Text(table),
        DeliverableId = table.Column<Guid>(),
        What = Text(table),
        Revision = table.Column<int>(nullable: true),
        AskedAt = Instant(table),
    }, Schema, table => table.PrimaryKey("pk_asked", row => row.Id));
}
