using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Router.Store;

[DbContext(typeof(RouterDb))]
[Migration("20261123_Routing")]
internal sealed class AddRouting() : ServiceMigration("router")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("routing_versions", table => new
        {
            Id = table.Column<Guid>(),
            Version = Whole(table),
            Hash = Text(table),
            Number = table.Column<int>(),
            Name = Text(table, true),
            Author = Text(table),
            Note = Text(table, true),
            CreatedAt = Instant(table),
            State = Text(table),
            Findings = Text(table),
            Document = Text(table),
            Documentation = Text(table, true),
        }, Schema, table => table.PrimaryKey("pk_routing_versions", row => row.Id));
        migrationBuilder.CreateIndex("ix_routing_versions_number", "routing_versions", "Number", Schema, unique: true);

        migrationBuilder.CreateTable("routing_schedule", table => new
        {
            Id = table.Column<Guid>(),
            Version = Whole(table),
            Published = table.Column<int>(),
            Activations = Text(table),
        }, Schema, table => table.PrimaryKey("pk_routing_schedule", row => row.Id));
    }
}
