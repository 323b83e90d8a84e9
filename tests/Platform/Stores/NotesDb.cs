using Atelier.Platform.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Atelier.Platform.Tests.Stores;

/// <summary>A small store to try the platform's on.</summary>
public sealed class NotesDb(DbContextOptions<NotesDb> options) : ServiceDb(options)
{
    protected override string Schema => "notes";

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Note>().ToTable("notes");
        model.Entity<Till>().ToTable("tills");
    }
}

/// <summary>A row that every change wants.</summary>
public sealed class Till : IKeyed, IContended
{
    public required Guid Id { get; init; }
    public long Version { get; set; }
    public long Paid { get; set; }
}

public enum Mood { Good, Bad }

public sealed class Note : IKeyed, IVersioned
{
    public required Guid Id { get; init; }
    public long Version { get; set; }
    public required string Text { get; set; }
    public int Changes { get; set; }
    public Mood Mood { get; set; }
    public DateTimeOffset? DueAt { get; set; }
    public TimeSpan Took { get; set; }
    public Mood? Later { get; set; }
    public TimeSpan? Left { get; set; }
    public string? Remark { get; set; }
}

[DbContext(typeof(NotesDb))]
[Migration("20260101_Initial")]
public sealed class InitialNotes() : ServiceMigration("notes")
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateOutbox(migrationBuilder);
        migrationBuilder.CreateTable("notes", table => new
        {
            Id = table.Column<Guid>(),
            Version = Whole(table, false),
            Text = Text(table, false),
            Changes = table.Column<int>(),
            Mood = Text(table, false),
            DueAt = Instant(table, true),
            Took = Whole(table, false),
            Later = Text(table, true),
            Left = Whole(table, true),
            Remark = Text(table, true),
        }, Schema, table => table.PrimaryKey("pk_notes", row => row.Id));
        migrationBuilder.CreateTable("tills", table => new { Id = table.Column<Guid>(), Version = Whole(table), Paid = Whole(table) }, Schema, table => table.PrimaryKey("pk_tills", row => row.Id));
    }
}
