using System.Text.Json;
using Atelier.Contracts;
using Atelier.Platform.Assets;
using Atelier.Platform.Media;
using Atelier.Refiner.Inspection;
using Atelier.Refiner.Refinement;
using Atelier.Refiner.Tests.Support;
using Atelier.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Atelier.Refiner.Tests.Store;

public sealed class When_a_command_comes(MediaBench bench) : IClassFixture<MediaBench>, IDisposable
{
    private static readonly AssetRef Nowhere = new() { Sha256 = new string('a', 64), MediaType = MediaTypes.Png, Bytes = 1 };

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task an_output_is_inspected_and_refined_for_real()
    {
        await using var host = await RefinerHost.Start(_folder);
        var output = await host.Assets.PutFile(await bench.Picture("real.png"), new MediaFacts { MediaType = MediaTypes.Png });

        await host.Send(Queues.Inspect, Inspect(output));
        var inspected = (AttemptInspected)(await host.Heard.Until(1))[0].Event;
        Assert.True(inspected.Verdict.Accepted);
        Assert.True(inspected.Cost.Micros > 0);
        Assert.Equal(64, inspected.Verdict.PolicyHash.Length);

        await host.Send(Queues.Refine, Refine(output, "web-image"));
        var refined = (AssetRefined)(await host.Heard.Until(2))[1].Event;
        Assert.Equal((960, 540), (refined.Refined.Width, refined.Refined.Height));
        Assert.True(await host.Assets.Exists(refined.Refined.Sha256));
        Assert.True(await host.Assets.Exists(refined.Preview.Sha256));
    }

    [Fact]
    public async Task a_duplicate_is_neither_worked_on_nor_answered_again()
    {
        var inspector = new CountingInspector();
        await using var host = await RefinerHost.Start(_folder, replace: services => services.AddSingleton<IInspector>(inspector));
        var command = Inspect(Nowhere);
        await host.Send(Queues.Inspect, command);
        await host.Heard.Until(1);

        await host.Send(Queues.Inspect, command);
        await host.Send(Queues.Inspect, command with { AttemptId = Guid.NewGuid() }); // when this one is answered, the duplicate has been seen
        await host.Heard.Until(2);

        Assert.Equal(2, inspector.Asked);
        Assert.Equal(1, host.Heard.Events.Count(e => ((AttemptInspected)e.Event).AttemptId == command.AttemptId));
    }

    [Fact]
    public async Task duplicates_at_once_are_answered_once()
    {
        await using var host = await RefinerHost.Start(_folder, replace: services => services.AddSingleton<IInspector>(new CountingInspector()));
        var command = Inspect(Nowhere);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Send(Queues.Inspect, command)));
        await host.Send(Queues.Inspect, command with { AttemptId = Guid.NewGuid() });
        await host.Heard.Until(2);

        var answer = Assert.Single(host.Heard.Events, e => ((AttemptInspected)e.Event).AttemptId == command.AttemptId);
        var kept = Assert.Single(await host.Jobs(), job => job.AttemptId == command.AttemptId);
        Assert.Equal(kept.Body, JsonSerializer.Serialize((AttemptInspected)answer.Event, AtelierJson.Options));
    }

    [Fact]
    public async Task a_promoted_draft_is_refined_again()
    {
        await using var host = await RefinerHost.Start(_folder, "--Refiner:Media=none");
        var draft = Refine(Nowhere, "draft-image");

        await host.Send(Queues.Refine, draft);
        await host.Send(Queues.Refine, draft with { Recipe = "master-image" });

        var events = await host.Heard.Until(2);
        Assert.Equal(["draft-image", "master-image"], events.Select(e => ((AssetRefined)e.Event).Recipe).Order());
        Assert.Equal(2, events.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task media_that_cannot_be_refined_is_an_event()
    {
        await using var host = await RefinerHost.Start(_folder);
        var output = await host.Assets.PutFile(await bench.Picture("whole.png"), new MediaFacts { MediaType = MediaTypes.Png });

        await host.Send(Queues.Refine, Refine(output, "no-such-recipe"));

        Assert.Contains("no-such-recipe", ((RefinementFailed)(await host.Heard.Until(1))[0].Event).Detail);
    }

    [Fact]
    public async Task a_full_disk_is_tried_again_and_is_no_event()
    {
        var full = new AssetStoreFullException("here", new IOException());
        await using var host = await RefinerHost.Start(_folder, replace: services => services.AddSingleton<IRefinery>(new FlakyRefinery(2, full)));

        await host.Send(Queues.Refine, Refine(Nowhere, "web-image"));

        Assert.IsType<AssetRefined>(Assert.Single(await host.Heard.Until(1)).Event);
    }

    [Fact]
    public async Task the_reduced_mode_looks_at_nothing_and_passes_the_source_on()
    {
        await using var host = await RefinerHost.Start(_folder, "--Refiner:Media=none");

        await host.Send(Queues.Inspect, Inspect(Nowhere));
        var inspected = (AttemptInspected)(await host.Heard.Until(1))[0].Event;
        await host.Send(Queues.Refine, Refine(Nowhere, "web-image"));
        var refined = (AssetRefined)(await host.Heard.Until(2))[1].Event;

        Assert.Equal((true, "none", 0L), (inspected.Verdict.Accepted, inspected.Verdict.Judge, inspected.Cost.Micros));
        Assert.Equal(Nowhere, refined.Refined);
    }

    public void Dispose() => _folder.Dispose();

    private static InspectAttempt Inspect(AssetRef output) => new()
    {
        TenantId = "t", DeliverableId = Guid.NewGuid(), AttemptId = Guid.NewGuid(), Stage = 0, Output = output,
        Expected = new Expectation { Medium = Medium.Image, Width = 640, Height = 360 },
    };

    private static RefineAsset Refine(AssetRef source, string recipe) => new()
    {
        TenantId = "t", DeliverableId = Guid.NewGuid(), AttemptId = Guid.NewGuid(), Stage = 0, Source = source, Recipe = recipe,
        Target = new Expectation { Medium = Medium.Image, Width = 960, Height = 540 },
    };
}
