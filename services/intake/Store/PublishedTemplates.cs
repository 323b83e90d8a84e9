using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Intake.Store;

[DbContext(typeof(IntakeDb))]
[Migration("20261124_PublishedTemplates")]
internal sealed class PublishedTemplates() : ServiceMigration("intake")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("templates", table => new
        {
            Id = table.Column<Guid>(),
            TenantId = Text(table),
            Name = Text(table),
            Number = table.Column<int>(),
            Kind = Text(table),
            Hash = Text(table),
            Source = Text(table),
            PublishedAt = Instant(table),
        }, Schema, table => table.PrimaryKey("pk_templates", row => row.Id));
        migrationBuilder.CreateIndex("ix_templates_name", "templates", ["TenantId", "Name"], Schema);
    }
}
