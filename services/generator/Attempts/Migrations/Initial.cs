using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Generator.Attempts.Migrations;

[DbContext(typeof(GeneratorDb))]
[Migration("20261122_Initial")]
internal sealed class Initial() : ServiceMigration(GeneratorDb.Name)
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateOutbox(migrationBuilder);
        migrationBuilder.CreateTable("attempts", table => new
        {
            Id = table.Column<Guid>(),
            TenantId = Text(table),
            DeliverableId = table.Column<Guid>(),
            Model = Text(table),
            Command = Text(table),
            Deadline = Instant(table),
            State = Text(table),
            Owner = table.Column<Guid>(nullable: true),
            Retries = table.Column<int>(),
            Waits = table.Column<int>(),
            NotBefore = Instant(table, nullable: true),
            AskedAt = Instant(table, nullable: true),
            EndedAt = Instant(table, nullable: true),
            JobId = Text(table, nullable: true),
            StatusUrl = Text(table, nullable: true),
            ResultUrl = Text(table, nullable: true),
            CancelUrl = Text(table, nullable: true),
            OutputUrl = Text(table, nullable: true),
            Seed = Whole(table, nullable: true),
            Failure = Text(table, nullable: true),
            Detail = Text(table, nullable: true),
            CostMicros = Whole(table, nullable: true),
            OutputSha256 = Text(table, nullable: true),
            Version = Whole(table),
        }, Schema, table => table.PrimaryKey("pk_attempts", row => row.Id));
        // what is in hand: few rows among all that ever were
        migrationBuilder.CreateIndex("ix_attempts_owner", "attempts", "Owner", Schema, filter: "\"Owner\" IS NOT NULL");
        migrationBuilder.CreateTable("owners", table => new
        {
            Id = table.Column<Guid>(),
            Name = Text(table),
            LeaseUntil = Instant(table),
        }, Schema, table => table.PrimaryKey("pk_owners", row => row.Id));
    }
}
