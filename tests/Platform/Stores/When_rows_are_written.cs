using Atelier.Platform.Stores;
using Atelier.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Platform.Tests.Stores;

/// <summary>Written without EF Core's change tracker, read by EF Core: both must mean the same.</summary>
public sealed class When_rows_are_written : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<Shape> Shapes => [Shape.AllInOne, Shape.Distributed];

    public void Dispose() => _folder.Dispose();

    private static Note Full(Guid id) => new()
    {
        Id = id, Text = "it's \"quoted\", {braced} and ünïcode", Changes = -7, Mood = Mood.Bad, DueAt = DateTimeOffset.UnixEpoch.AddTicks(12_345_670),
        Took = TimeSpan.FromMicroseconds(3), Later = Mood.Bad, Left = TimeSpan.FromDays(400), Remark = "",
    };

    private static async Task<Note?> Read(NotesHost host, Guid id)
    {
        await using var db = await host.Open();
        return await db.Set<Note>().AsNoTracking().SingleOrDefaultAsync(note => note.Id == id);
    }

    private static Task Change(NotesHost host, Guid id, Action<CommitScope, Note> change) =>
        host.Commits.Commit([RowKey.Of<Note>(id)], scope => change(scope, scope.Find<Note>(id)!));

    [Theory, MemberData(nameof(Shapes))]
    public async Task every_kind_of_value_comes_back_as_it_went_in(Shape shape)
    {
        await using var host = await NotesHost.Start(shape, _folder);
        var (full, empty) = (Full(Guid.NewGuid()), new Note { Id = Guid.NewGuid(), Text = "" });
        await host.Commits.Commit([], scope => { scope.Add(full); scope.Add(empty); });
        Assert.Equivalent(full, await Read(host, full.Id), strict: true);
        Assert.Equivalent(empty, await Read(host, empty.Id), strict: true);
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task every_kind_of_value_can_change_to_nothing_and_back(Shape shape)
    {
        await using var host = await NotesHost.Start(shape, _folder);
        var id = Guid.NewGuid();
        await host.Commits.Commit([], scope => scope.Add(Full(id)));
        await Change(host, id, (_, note) => (note.Later, note.Left, note.Remark, note.DueAt) = (null, null, null, null));
        var bare = await Read(host, id);
        Assert.Equal((null, null, null, null, 1L), (bare!.Later, bare.Left, bare.Remark, bare.DueAt, bare.Version));
        await Change(host, id, (_, note) => (note.Later, note.Left, note.Remark, note.DueAt, note.Mood) = (Mood.Good, TimeSpan.Zero, "x", DateTimeOffset.UnixEpoch, Mood.Good));
        var again = await Read(host, id);
        Assert.Equal((Mood.Good, TimeSpan.Zero, "x", DateTimeOffset.UnixEpoch, Mood.Good, 2L), (again!.Later, again.Left, again.Remark, again.DueAt, again.Mood, again.Version));
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task what_was_looked_at_and_not_changed_keeps_its_version(Shape shape)
    {
        await using var host = await NotesHost.Start(shape, _folder);
        var id = Guid.NewGuid();
        await host.Commits.Commit([], scope => scope.Add(Full(id)));
        await Change(host, id, (_, note) => note.Text = new string([.. note.Text]));
        Assert.Equal(0, (await Read(host, id))!.Version);
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task a_row_that_is_removed_is_gone_and_may_come_again(Shape shape)
    {
        await using var host = await NotesHost.Start(shape, _folder);
        var id = Guid.NewGuid();
        await host.Commits.Commit([], scope => scope.Add(Full(id)));
        await Change(host, id, (scope, note) => { scope.Remove(note); scope.Add(new Note { Id = id, Text = "second" }); });
        Assert.Equal("second", (await Read(host, id))!.Text);
        await Change(host, id, (scope, note) => scope.Remove(note));
        Assert.Null(await Read(host, id));
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task a_row_that_is_there_already_harms_no_other_change(Shape shape)
    {
        await using var host = await NotesHost.Start(shape, _folder);
        var (id, other) = (Guid.NewGuid(), Guid.NewGuid());
        await host.Commits.Commit([], scope => scope.Add(Full(id)));
        var twice = host.Commits.Commit([], scope => scope.Add(Full(id)));
        await host.Commits.Commit([], scope => scope.Add(Full(other)));
        await Assert.ThrowsAnyAsync<Exception>(() => twice);
        Assert.NotNull(await Read(host, other));
    }
}
