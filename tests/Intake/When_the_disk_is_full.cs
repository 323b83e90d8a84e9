using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atelier.Intake.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Intake.Tests;

/// <summary>On a real disk of two megabytes (a tmpfs), which takes root, as CI has; without it these tests fail rather than skip.</summary>
public sealed class When_the_disk_is_full : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private string _disk = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _disk = Directory.CreateDirectory(Path.Combine(_folder.Path, "disk")).FullName;
        Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", _disk);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task a_request_that_the_store_cannot_keep_is_a_problem_and_taken_once_there_is_room()
    {
        await using var host = await IntakeHost.Start(_folder, ("Atelier:Data", _disk), ("Atelier:Assets", Path.Combine(_folder.Path, "assets")));
        using var desk = new Desk(host.Address);
        await desk.SetUpCampaign();
        var filler = Path.Combine(_disk, "filler");
        Fill(filler);

        HttpResponseMessage answer;
        var key = 0;
        do // the database may still have some room of its own
            answer = await desk.Post(Request($"k-{++key}"));
        while (answer.StatusCode == HttpStatusCode.Accepted && key < 500);
        await IsFull(answer);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Client.GetAsync($"/v1/deliverables/{desk.IdOf($"k-{key}")}", Ct)).StatusCode);

        File.Delete(filler);
        Assert.Equal(HttpStatusCode.Accepted, (await desk.Post(Request($"k-{key}"))).StatusCode);
        await host.Published.Wait<Contracts.DeliverableRequested>(desk.Tenant, key);
    }

    [Fact]
    public async Task an_image_that_the_assets_have_no_room_for_is_a_problem()
    {
        await using var host = await IntakeHost.Start(_folder, ("Atelier:Assets", Path.Combine(_disk, "assets")));
        using var desk = new Desk(host.Address);
        Fill(Path.Combine(_disk, "filler"));
        await IsFull(await desk.Client.PostAsync("/v1/references", new ByteArrayContent(TestImage.Png), Ct));
        Assert.Empty(Directory.GetFiles(Path.Combine(_disk, "assets"), "*", SearchOption.AllDirectories));
    }

    public ValueTask DisposeAsync()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Run("umount", "-l", _disk);
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static JsonObject Request(string key) => Support.Requests.Image(key).With("stages[0].prompt.text", $"\"{new string('x', 7_000)}\"");

    private static async Task IsFull(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.InsufficientStorage, $"{answer.StatusCode}: {body}");
        Assert.Equal("urn:atelier:problem:storage-full", (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Ct))!["type"]!);
    }

    private static void Fill(string path)
    {
        using var file = File.Create(path, bufferSize: 0);
        foreach (var chunk in new[] { 65_536, 4_096 })
        {
            try
            {
                while (true)
                    file.Write(new byte[chunk]);
            }
            catch (IOException)
            {
                // no room for a chunk of this size
            }
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} needs root: {error}");
    }
}
