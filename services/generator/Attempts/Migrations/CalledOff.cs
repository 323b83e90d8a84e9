using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Generator.Attempts.Migrations;

[DbContext(typeof(GeneratorDb))]
[Migration("20261123_CalledOff")]
internal sealed class CalledOff() : ServiceMigration(GeneratorDb.Name)
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<DateTimeOffset>("CalledOffAt", "attempts", type: InstantType, schema: Schema, nullable: true);
}
