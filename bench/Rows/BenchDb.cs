using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Bench.Rows;

/// <summary>A store with rows like those of the router.</summary>
internal sealed class BenchDb(DbContextOptions<BenchDb> options) : ServiceDb(options)
{
    public const string Name = "bench";

    protected override string Schema => Name;

    protected override void Map(ModelBuilder model) => model.Entity<BenchRow>().ToTable("rows");
}

internal sealed class BenchRow : IKeyed, IVersioned
{
    public required Guid Id { get; init; }

    public long Version { get; set; }

    public required string Name { get; init; }

    public required string State { get; set; }
}

[DbContext(typeof(BenchDb))]
[Migration("20261122_Bench")]
internal sealed class CreateBench() : ServiceMigration(BenchDb.Name)
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateOutbox(migrationBuilder);
        migrationBuilder.CreateTable("rows", table => new
        {
            Id = table.Column<Guid>(),
            Version = Whole(table),
            Name = Text(table),
            State = Text(table),
        }, Schema, table => table.PrimaryKey("pk_rows", row => row.Id));
    }
}
