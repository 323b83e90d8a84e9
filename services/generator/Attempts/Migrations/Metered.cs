using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Generator.Attempts.Migrations;

[DbContext(typeof(GeneratorDb))]
[Migration("20261124_Metered")]
internal sealed class Metered() : ServiceMigration(GeneratorDb.Name)
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateTimeOffset>("SubmittedAt", "attempts", type: InstantType, schema: Schema, nullable: true);
        migrationBuilder.AddColumn<string>("Usage", "attempts", schema: Schema, nullable: true);
    }
}
