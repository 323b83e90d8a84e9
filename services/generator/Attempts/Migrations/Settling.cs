using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Generator.Attempts.Migrations;

[DbContext(typeof(GeneratorDb))]
[Migration("20261124_Settling")]
internal sealed class Settling() : ServiceMigration(GeneratorDb.Name)
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var instant in new[] { "AnswerLostAt", "SettledAt", "NudgedAt" })
            migrationBuilder.AddColumn<DateTimeOffset>(instant, "attempts", type: InstantType, schema: Schema, nullable: true);
        migrationBuilder.AddColumn<string>("SettledBy", "attempts", type: "text", schema: Schema, nullable: true);
    }
}
