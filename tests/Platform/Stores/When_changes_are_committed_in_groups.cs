using Atelier.Contracts;
using Atelier.Platform.Stores;
using Atelier.TestKit;
using Microsoft.EntityFrameworkCore;

namespace Atelier.Platform.Tests.Stores;

public sealed class When_changes_are_committed_in_groups : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<Shape> Shapes => [Shape.AllInOne, Shape.Distributed];

    public void Dispose() => _folder.Dispose();

    private static RequestRejected Event(string key) => new() { TenantId = "t", DeliverableId = Guid.Empty, OccurredAt = DateTimeOffset.UnixEpoch, Key = key, Problems = [] };

    private static Task<int> Touch(NotesHost host, Guid id) => host.Commits.Commit([RowKey.Of<Note>(id)], scope =>
    {
        if (scope.Find<Note>(id) is not { } note)
            scope.Add(note = new Note { Id = id, Text = "new", DueAt = DateTimeOffset.UnixEpoch.AddDays(1), Took = TimeSpan.FromMilliseconds(12) });
        return ++note.Changes;
    });

    [Theory, MemberData(nameof(Shapes))]
    public async Task a_thousand_changes_of_ten_rows_lose_none_and_take_far_fewer_transactions(Shape shape)
    {
        await using var host = await NotesHost.Start(shape, _folder);
        var ids = Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Touch(host, ids[i % 10])));
        await using var db = await host.Open();
        Assert.All(await db.Set<Note>().ToListAsync(), note => Assert.Equal(100, note.Changes));
        Assert.True(host.Commits.Transactions < 500, $"{host.Commits.Transactions} transactions");
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task a_change_that_throws_fails_alone(Shape shape)
    {
        await using var host = await NotesHost.Start(shape, _folder);
        var good = Enumerable.Range(0, 20).Select(_ => Touch(host, Guid.NewGuid())).ToList();
        var bad = host.Commits.Commit([], _ => throw new FormatException("no"));
        good.AddRange(Enumerable.Range(0, 20).Select(_ => Touch(host, Guid.NewGuid())));
        await Assert.ThrowsAsync<FormatException>(() => bad);
        Assert.All(await Task.WhenAll(good), count => Assert.Equal(1, count));
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task a_message_leaves_with_its_change_and_its_outbox_row_goes(Shape shape)
    {
        await using var host = await NotesHost.Start(shape, _folder);
        var id = Guid.NewGuid();
        await host.Commits.Commit([], scope => { scope.Add(new Note { Id = id, Text = "x" }); scope.Publish(id, Event("k")); });
        await host.Heard.Until(1);
        Assert.Equal((id, "k"), (host.Heard.Messages[0].Id, host.Heard.Messages[0].Message.Key));
        await using var db = await host.Open();
        for (var i = 0; i < 100 && await db.Outbox.AnyAsync(); i++)
            await Task.Delay(50);
        Assert.False(await db.Outbox.AnyAsync());
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task what_was_confirmed_goes_within_seconds_although_changes_keep_coming(Shape shape)
    {
        await using var host = await NotesHost.Start(shape, _folder);
        for (var i = 0; i < 80; i++)
        {
            await host.Commits.Commit([], scope => scope.Publish(Guid.NewGuid(), Event("k")));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        await using var db = await host.Open();
        Assert.True(await db.Outbox.CountAsync(TestContext.Current.CancellationToken) < 60, "nothing was removed while messages trickled");
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task a_change_that_throws_sends_nothing(Shape shape)
    {
        await using var host = await NotesHost.Start(shape, _folder);
        await Assert.ThrowsAsync<FormatException>(() => host.Commits.Commit([], scope => { scope.Publish(Guid.NewGuid(), Event("never")); throw new FormatException(); }));
        await host.Commits.Commit([], scope => scope.Publish(Guid.NewGuid(), Event("after")));
        await host.Heard.Until(1);
        Assert.Equal("after", Assert.Single(host.Heard.Messages).Message.Key);
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task the_loser_of_a_race_between_two_processes_is_applied_to_the_winners_row(Shape shape)
    {
        string[] settings = shape is Shape.AllInOne ? [] : ["--Atelier:Postgres=" + await RealServers.NewPostgresDatabase()];
        await using var one = await NotesHost.Start(settings, _folder);
        await using var two = await NotesHost.Start(settings, _folder);
        var id = Guid.NewGuid();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Touch(i % 2 == 0 ? one : two, id)));
        await using var db = await one.Open();
        Assert.Equal(60, (await db.Set<Note>().SingleAsync()).Changes);
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task processes_take_turns_at_a_row_that_all_of_them_want(Shape shape)
    {
        string[] settings = shape is Shape.AllInOne ? [] : ["--Atelier:Postgres=" + await RealServers.NewPostgresDatabase()];
        await using var one = await NotesHost.Start(settings, _folder);
        await using var two = shape is Shape.AllInOne ? null : await NotesHost.Start(settings, _folder); // a file has one process
        Guid[] tills = [Guid.NewGuid(), Guid.NewGuid()];
        await one.Commits.Commit([], scope => Array.ForEach(tills, id => scope.Add(new Till { Id = id })));
        var applied = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async spender =>
        {
            for (var i = 0; i < 20; i++)
            {
                var wanted = spender % 3 == 0 ? tills.AsEnumerable().Reverse() : spender % 3 == 1 ? tills : tills[..1];
                await (spender % 2 == 0 ? one : two ?? one).Commits.Commit([.. wanted.Select(RowKey.Of<Till>)], scope =>
                {
                    Interlocked.Increment(ref applied);
                    scope.Find<Till>(tills[0])!.Paid++;
                });
            }
        }));
        await using var db = await one.Open();
        Assert.Equal(64 * 20, (await db.Set<Till>().SingleAsync(row => row.Id == tills[0])).Paid);
        Assert.Equal(64 * 20, applied); // no race was lost, and nothing begun again
    }

    [Fact]
    public async Task what_a_crash_left_in_the_outbox_is_published_at_the_next_start()
    {
        await using (var host = await NotesHost.Start(Shape.AllInOne, _folder))
        {
            var commit = new TaskCompletionSource();
            host.Heard.Behave(_ => commit.Task); // as at the moment of a crash: the consumer has not committed
            _ = host.Commits.Commit([], scope => scope.Publish(Guid.NewGuid(), Event("kept")));
            await host.Heard.Until(1);
            await using var db = await host.Open();
            Assert.True(await db.Outbox.AnyAsync());
            File.Copy(_folder.File("notes.db"), _folder.File("crash.db"));
            foreach (var extra in Directory.GetFiles(_folder.Path, "notes.db-*"))
                File.Copy(extra, extra.Replace("notes.db", "crash.db"));
            commit.SetResult();
        }
        using var after = new TempFolder();
        foreach (var file in Directory.GetFiles(_folder.Path, "crash.db*"))
            File.Copy(file, after.File(Path.GetFileName(file).Replace("crash", "notes")));
        await using var restarted = await NotesHost.Start(Shape.AllInOne, after);
        await restarted.Heard.Until(1);
        Assert.Equal("kept", restarted.Heard.Messages[0].Message.Key);
    }

    [Fact]
    public async Task an_event_waits_for_a_service_that_has_never_been_started()
    {
        string[] settings = ["--Atelier:Postgres=" + await RealServers.NewPostgresDatabase(), "--Atelier:Rabbit=" + await RealServers.NewRabbitVirtualHost()];
        await using (var publisher = await NotesHost.Start(settings, _folder, plan: _ => { }))
            await publisher.Commits.Commit([], scope => scope.Publish(Guid.NewGuid(), Event("early")));
        await using var late = await NotesHost.Start(settings, _folder);
        await late.Heard.Until(1);
    }

    [Fact]
    public async Task a_command_to_a_queue_that_is_not_there_yet_stays_in_the_outbox()
    {
        await using var host = await NotesHost.Start(Shape.Distributed, _folder);
        await host.Commits.Commit([], scope => scope.Send("nobody", Guid.NewGuid(), new RefineAsset
        {
            TenantId = "t", DeliverableId = Guid.NewGuid(), AttemptId = Guid.NewGuid(), Stage = 0, Recipe = "r",
            Source = new AssetRef { Sha256 = "", MediaType = "image/png", Bytes = 0 }, Target = new Expectation { Medium = Medium.Image, Width = 1, Height = 1 },
        }));
        await using var db = await host.Open();
        Assert.Equal("nobody", (await db.Outbox.SingleAsync()).Queue);
    }
}
