using Atelier.Contracts;
using Atelier.Platform.Bus;
using Atelier.Platform.Hosting;
using Atelier.Platform.Stores;
using Atelier.TestKit;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Platform.Tests.Stores;

public enum Shape { AllInOne, Distributed }

/// <summary>A host with the notes store and one queue, in either shape.</summary>
public sealed class NotesHost(WebApplication app) : IAsyncDisposable
{
    public GroupCommit<NotesDb> Commits => app.Services.GetRequiredService<GroupCommit<NotesDb>>();

    public Heard Heard => app.Services.GetRequiredService<Heard>();

    public async Task<NotesDb> Open() => await app.Services.GetRequiredService<IDbContextFactory<NotesDb>>().CreateDbContextAsync();

    public static async Task<NotesHost> Start(Shape shape, TempFolder folder, Action<BusPlan>? plan = null) =>
        await Start(shape is Shape.AllInOne ? [] : ["--Atelier:Postgres=" + await RealServers.NewPostgresDatabase(), "--Atelier:Rabbit=" + await RealServers.NewRabbitVirtualHost()], folder, plan);

    public static async Task<NotesHost> Start(string[] settings, TempFolder folder, Action<BusPlan>? plan = null)
    {
        var builder = WebApplication.CreateBuilder([.. settings, $"--Atelier:Data={folder.Path}"]);
        builder.AddAtelierDefaults("notes");
        builder.AddStore<NotesDb>("notes");
        builder.Services.AddSingleton<Heard>();
        builder.AddAtelierBus(plan ?? (bus => bus.Queue("ledger", queue => queue.Consume<Listener>())));
        var app = builder.Build();
        await app.StartAsync();
        return new NotesHost(app);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

/// <summary>What came over the bus.</summary>
public sealed class Heard
{
    private readonly List<(Guid Id, RequestRejected Message)> _messages = [];
    private Func<RequestRejected, Task> _behaviour = _ => Task.CompletedTask;

    public void Behave(Func<RequestRejected, Task> behaviour) => _behaviour = behaviour;

    public IReadOnlyList<(Guid Id, RequestRejected Message)> Messages { get { lock (_messages) return [.. _messages]; } }

    public async Task Take(Guid id, RequestRejected message)
    {
        lock (_messages) _messages.Add((id, message));
        await _behaviour(message);
    }

    public async Task Until(int count)
    {
        for (var i = 0; i < 300 && Messages.Count < count; i++)
            await Task.Delay(50);
        Assert.True(Messages.Count >= count, $"heard {Messages.Count} of {count} messages");
    }
}

public sealed class Listener(Heard heard) : IConsumer<RequestRejected>
{
    public Task Consume(ConsumeContext<RequestRejected> context) => heard.Take(context.MessageId!.Value, context.Message);
}
