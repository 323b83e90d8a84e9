using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Atelier.Cli.Client;
using Atelier.Contracts;
using Atelier.EndToEnd.Tests.Support;

namespace Atelier.EndToEnd.Tests;

/// <summary>What the line does with a request of each kind, whatever it runs on.</summary>
public abstract class LineClaims(SampledLine line)
{
    [Fact]
    public async Task an_image_is_delivered_in_the_size_of_its_format_and_the_codec_of_its_recipe()
    {
        var view = await Delivered("image");
        var file = Assert.Single(view.Files);
        var probe = await Fetched(file);
        Assert.Equal(("png", 1080, 1080), (probe.Codec, probe.Width, probe.Height));
        Assert.Equal(("image/png", 1080, 1080), (file.Asset.MediaType, file.Asset.Width!.Value, file.Asset.Height!.Value));
    }

    [Fact]
    public async Task a_clip_is_delivered_in_the_size_length_and_codec_that_were_asked_for()
    {
        var probe = await Fetched(Assert.Single((await Delivered("clip")).Files));
        Assert.Equal(("h264", 360, 360), (probe.Codec, probe.Width, probe.Height));
        Assert.InRange(probe.Seconds, 0.85, 1.15);
    }

    [Fact]
    public async Task a_still_is_set_in_motion()
    {
        var view = await Delivered("still-in-motion");
        Assert.Equal(["still", "motion"], view.Status!.Stages.Select(stage => stage.Name));
        Assert.Equal(["still", "motion"], view.Files.Select(file => file.Stage));
        Assert.Equal("h264", (await Fetched(view.Files[1])).Codec);
        Assert.All(view.Status.Stages[1].Attempts, attempt => Assert.EndsWith("-i2v", attempt.Decision.Model));
    }

    [Fact]
    public async Task a_draft_is_delivered_in_its_smaller_size()
    {
        var probe = await Fetched(Assert.Single((await Delivered("draft")).Files));
        Assert.Equal(("mjpeg", 432, 768), (probe.Codec, probe.Width, probe.Height));
    }

    [Fact]
    public async Task a_vendor_that_answers_at_once_is_as_good_as_one_with_a_queue()
    {
        var attempt = Assert.Single((await Delivered("at-once")).Status!.Stages.Single().Attempts);
        Assert.Equal("lumen/cine", attempt.Decision.Model);
    }

    [Fact]
    public async Task a_locked_seed_is_the_one_that_anyone_can_work_out()
    {
        var attempt = Assert.Single((await Delivered("locked")).Status!.Stages.Single().Attempts);
        Assert.Equal(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"atelier-seed/1|{SampledLine.SeedLock}|locked|0|1"))), attempt.Seed);
    }

    [Fact]
    public async Task the_requester_sees_stages_attempts_verdicts_costs_and_files()
    {
        var view = await Delivered("image");
        var stage = Assert.Single(view.Status!.Stages);
        var attempt = stage.Attempts[^1];
        Assert.Equal(("still", "hero-still", "meridian/atlas-ultra", "cinematic"), (stage.Name, stage.Category, attempt.Decision.Model, attempt.Decision.Tier));
        Assert.Equal(AttemptOutcome.Accepted, attempt.Outcome);
        Assert.True(attempt.Verdict is { Accepted: true, Measurements.Count: > 0 });
        Assert.Equal(60_000, attempt.Cost!.Micros);
        Assert.True(view.Status.CostMicros > 60_000, "inspection and refinement cost something too");
        Assert.Equal(0, view.Status.UnpricedCosts);
        Assert.Equal(64, attempt.Decision.TableHash.Length);
        Assert.Equal(view.Files[0].Asset, stage.File!.Asset);
    }

    [Fact]
    public async Task a_file_belongs_to_its_tenant_alone()
    {
        var view = await Delivered("draft");
        var address = view.Files[0].Url;
        Assert.Equal(HttpStatusCode.NotFound, (await line.Stranger.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await line.Stranger.GetAsync($"/v1/deliverables/{view.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await line.Nobody.GetAsync(address)).StatusCode);
        Assert.DoesNotContain(await Fact.All(line.Stranger), fact => fact.Event.DeliverableId == view.Id);
    }

    [Fact]
    public async Task a_rejected_attempt_is_generated_again()
    {
        var view = await Delivered("blurred-once");
        var attempts = view.Status!.Stages.Single().Attempts;
        Assert.Equal([AttemptOutcome.Rejected, AttemptOutcome.Accepted], attempts.Select(attempt => attempt.Outcome));
        Assert.Contains(attempts[0].Verdict!.Reasons, reason => reason.Defect == Defect.Blurred);
        var asked = Assert.Single((await line.Facts(view.Id)).OfType<RegenerationRequested>());
        Assert.Equal((attempts[0].AttemptId, RegenerationSource.Gate), (asked.AttemptId, asked.Source));
        Assert.Contains(asked.Reasons, reason => reason.Defect == Defect.Blurred);
    }

    [Fact]
    public async Task the_cap_ends_it_with_its_costs()
    {
        var view = await line.Ended("always-blurred");
        Assert.Equal((DeliverablePhase.Failed, DeliverableFailureKind.CapReached), (view.Phase, view.Status!.Failure!.Kind));
        var attempts = view.Status.Stages.Single().Attempts;
        Assert.Equal(["kiln/swift-xl", "lumen/mini", "kiln/swift-lite"], attempts.Select(attempt => attempt.Decision.Model)); // the tier's cap of two, then its fallback
        Assert.All(attempts, attempt => Assert.Equal(AttemptOutcome.Rejected, attempt.Outcome));
        Assert.True(view.Status.CostMicros > attempts.Sum(attempt => attempt.Cost!.Micros) && attempts.All(attempt => attempt.Cost!.Micros > 0));
        Assert.Equal(2, (await line.Facts(view.Id)).OfType<RegenerationRequested>().Count());
        Assert.Empty(view.Files);
    }

    [Fact]
    public async Task a_refusal_goes_to_the_next_candidate_and_costs_nothing()
    {
        var view = await line.Ended("refused");
        var attempts = view.Status!.Stages.Single().Attempts;
        Assert.Equal(["kiln/swift-xl", "lumen/mini", "kiln/swift-lite"], attempts.Select(attempt => attempt.Decision.Model));
        Assert.All(attempts, attempt => Assert.Equal((FailureKind.Refused, 0L), (attempt.Failure, attempt.Cost!.Micros!.Value)));
        Assert.Equal(DeliverablePhase.Failed, view.Phase); // every vendor refuses this one
    }

    [Fact]
    public async Task a_vendor_without_room_is_asked_again_within_the_attempt()
    {
        var attempt = Assert.Single((await Delivered("throttled")).Status!.Stages.Single().Attempts);
        Assert.Equal(["rate_limited", "rate_limited", "accepted"], Submission.All(line).Where(call => call.Attempt == attempt.AttemptId).Select(call => call.Outcome));
    }

    [Fact]
    public async Task a_truncated_output_is_a_vendors_failure_that_is_paid_for()
    {
        var attempts = (await Delivered("truncated")).Status!.Stages.Single().Attempts;
        Assert.Equal([AttemptOutcome.Failed, AttemptOutcome.Accepted], attempts.Select(attempt => attempt.Outcome));
        Assert.Equal(FailureKind.VendorError, attempts[0].Failure);
        Assert.Contains("ends early", attempts[0].Detail);
        Assert.True(attempts[0].Cost!.Micros > 0);
    }

    [Fact]
    public async Task the_report_sums_what_the_facts_say()
    {
        await line.BooksBalance(line.Samples);
        var costs = (await Fact.All(line.Http)).Where(fact => line.Samples.Contains(fact.Event.DeliverableId)).ToLookup(fact => fact.Event.GetType(), fact => fact.Cost?.Micros ?? 0);
        var report = (await line.Http.GetFromJson<CostReport>($"/v1/ledger/costs?campaign={SampledLine.Campaign}")).Total;
        Assert.Equal((line.Samples.Count, line.Samples.Count - 2, 2), (report.Requested, report.Delivered, report.Failed));
        Assert.Equal(costs[typeof(GenerationCompleted)].Sum() + costs[typeof(GenerationFailed)].Sum(), report.GenerationMicros);
        Assert.Equal(costs[typeof(AttemptInspected)].Sum(), report.InspectionMicros);
        Assert.Equal(costs[typeof(AssetRefined)].Sum(), report.RefinementMicros);
        Assert.True(report.WaitingMicros > 0);
        Assert.True(report.TrueCostPerDeliverableMicros > 0);
    }

    private async Task<DeliverableView> Delivered(string sample)
    {
        var view = await line.Ended(sample);
        Assert.True(view.Phase is DeliverablePhase.Delivered, $"{sample}: {view.Status?.Failure?.Detail}\n{line.Logs()}");
        return view;
    }

    /// <summary>Fetches a file as its tenant, holds it against its name, and looks into it.</summary>
    private async Task<Probing> Fetched(FileView file)
    {
        var bytes = await line.Http.GetByteArrayAsync(file.Url);
        Assert.Equal(file.Asset.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.True((await line.Http.GetAsync(file.PreviewUrl)).IsSuccessStatusCode);
        return await Probing.Of(bytes);
    }
}
