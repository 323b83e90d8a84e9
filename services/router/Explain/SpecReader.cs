using System.Globalization;
using System.Text.Json;
using Atelier.Contracts;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Router.Explain;

/// <summary>From a request to what routing sees of it; everything that is missing or unknown is a problem with a remedy.</summary>
internal sealed class SpecReader(RoutingTable table, FormatBook formats)
{
    private const int MostStages = 2;
    private static readonly TimeSpan UsualDuration = TimeSpan.FromSeconds(5); // what intake takes when none is asked for

    public DeliverableSpec? Read(ExplainRequest request, List<RequestProblem> problems)
    {
        if (request.Grade is null)
            Add("grade", "nothing", "say draft or delivery");
        if (request.Stages is not { Count: > 0 and <= MostStages } stages)
        {
            Add("stages", $"{request.Stages?.Count ?? 0} stages", "give one stage, or a still and then a motion stage");
            return null;
        }
        var read = stages.Select((stage, i) => Stage(stage, request.Grade, $"stages[{i}]")).ToList();
        return problems.Count > 0 ? null : new DeliverableSpec { Key = "", Grade = request.Grade!.Value, Campaign = new CampaignTerms { CampaignId = "" }, Stages = read!, Review = request.Review, WorthMicros = request.WorthUsd is { } worth ? (long)decimal.Round(Math.Clamp(worth, 0, 1_000_000) * 1_000_000m) : null };

        void Add(string field, string found, string remedy) => problems.Add(new RequestProblem { Field = field, Found = found, Remedy = remedy });

        StageSpec? Stage(ExplainStage? stage, Grade? grade, string at)
        {
            if (stage?.Medium is not { } medium)
                Add($"{at}.medium", "nothing", "say image or video");
            if (stage?.Category is not { } category || !table.Categories.ContainsKey(category))
                Add($"{at}.category", Show(stage?.Category), OneOf(stage?.Category, table.Categories.Keys));
            if (stage?.Format is not { } format || !formats.Formats.ContainsKey(format))
                Add($"{at}.format", Show(stage?.Format), OneOf(stage?.Format, formats.Formats.Keys));
            if (stage?.Duration is { } duration && stage.Seconds is null)
                Add($"{at}.duration", Show(duration.ToJsonString()), "give seconds as a number, or text such as \"5s\"");
            return problems.Count > 0 ? null : Spec(stage!, formats.Formats[stage!.Format!], grade!.Value);
        }
    }

    private static StageSpec Spec(ExplainStage stage, FormatTemplate format, Grade grade)
    {
        var size = (stage.Medium is Medium.Image ? format.Image : format.Video)[grade].Split('x');
        return new StageSpec
        {
            Name = stage.Name ?? (stage.Medium is Medium.Video ? "motion" : "still"),
            Medium = stage.Medium!.Value,
            Category = stage.Category!,
            Prompt = new Prompt { Text = "" },
            NegativePrompt = stage.NegativePrompt,
            Seed = new SeedPolicy { Mode = stage.Seed?.Mode ?? (stage.Seed?.Value is null ? SeedMode.Random : SeedMode.Fixed) },
            Format = new OutputFormat
            {
                Name = stage.Format!, AspectRatio = format.AspectRatio,
                Width = int.Parse(size[0], CultureInfo.InvariantCulture), Height = int.Parse(size[1], CultureInfo.InvariantCulture),
            },
            Guidance = stage.Guidance,
            GuidanceStrength = stage.GuidanceStrength,
            Motion = stage.Motion,
            Duration = stage.Medium is Medium.Video ? stage.Seconds ?? UsualDuration : null,
            References = [.. (stage.References ?? []).Select(reference => new Reference { Asset = new AssetRef { Sha256 = "", MediaType = "", Bytes = 0 }, Role = reference?.Role ?? "" })],
            Require = stage.Require ?? [],
        };
    }

    private static string Show(string? value) => value is null ? "nothing" : JsonSerializer.Serialize(value.Length > 60 ? value[..57] + "…" : value, AtelierJson.Options);

    private static string OneOf(string? found, IEnumerable<string> known) => $"{Spelling.Suggest(found ?? "", known)}use one of {string.Join(", ", known)}";
}
