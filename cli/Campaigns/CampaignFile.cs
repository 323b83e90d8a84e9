using Atelier.Contracts;
using Atelier.Platform.Catalog;

namespace Atelier.Cli.Campaigns;

/// <summary>A producer's order: campaigns with their deliverables, as in samples/spring-launch.yaml.</summary>
public sealed record CampaignFile
{
    /// <summary>Campaigns by name.</summary>
    public required IReadOnlyDictionary<string, CampaignOrder> Campaigns { get; init; }

    /// <summary>Reads a file. What a field may say is for the line to judge: only its form is looked at here.</summary>
    /// <exception cref="CatalogException">With file, line, column and what was expected.</exception>
    public static CampaignFile Read(string path)
    {
        var document = CatalogLoader.Load<CampaignFile>(path);
        foreach (var (name, campaign) in document.Value.Campaigns)
        {
            var keys = new HashSet<string>();
            for (var i = 0; i < campaign.Deliverables.Count; i++)
            {
                var (wanted, at) = (campaign.Deliverables[i], $"campaigns.{name}.deliverables[{i}]");
                if (!keys.Add(wanted.Key))
                    throw document.Error($"{at}.key", "a key that no other deliverable of the campaign has");
                if (wanted.Still is null && wanted.Motion is null)
                    throw document.Error(at, "a still, a motion, or both; or a still and motions by name");
                if (wanted.Motions.Count > 0 && (wanted.Still is null || wanted.Motion is not null))
                    throw document.Error($"{at}.motions", "a still that they begin with, and no single motion beside them");
                if (wanted.Seed is not (null or "random" or "locked") && !long.TryParse(wanted.Seed, out _))
                    throw document.Error($"{at}.seed", "random, locked, or a number");
            }
        }
        return document.Value;
    }
}

/// <summary>A campaign's terms and what it wants.</summary>
public sealed record CampaignOrder
{
    /// <summary>For people.</summary>
    public string? About { get; init; }

    /// <summary>The seed that locked deliverables derive theirs from.</summary>
    public long? SeedLock { get; init; }

    /// <summary>Reference colours as <c>#rrggbb</c>.</summary>
    public IReadOnlyList<string>? Palette { get; init; }

    /// <summary>What an hour of waiting for one deliverable is worth, US dollars.</summary>
    public decimal? ValueOfHourUsd { get; init; }

    /// <summary>What it may spend at vendors; left out, no limit of its own.</summary>
    public CampaignBudget? Budget { get; init; }

    /// <summary>What an hour of a reviewer is worth, US dollars.</summary>
    public decimal? ReviewHourUsd { get; init; }

    /// <summary>What one acceptable deliverable is worth, US dollars.</summary>
    public decimal? WorthUsd { get; init; }

    /// <summary>What is wanted, in the order it is asked for.</summary>
    public required IReadOnlyList<WantedDeliverable> Deliverables { get; init; }
}

/// <summary>What a campaign may spend at vendors.</summary>
public sealed record CampaignBudget
{
    /// <summary>US dollars.</summary>
    public required decimal LimitUsd { get; init; }

    /// <summary>What becomes of a deliverable that does not fit; by default it waits.</summary>
    public BudgetRule? AtLimit { get; init; }

    /// <summary>For downgrade: a tier of the routing table.</summary>
    public string? DowngradeTo { get; init; }
}

/// <summary>One deliverable: a still, a clip, or a still that is then set in motion.</summary>
public sealed record WantedDeliverable
{
    /// <summary>Its name, unique within the campaign.</summary>
    public required string Key { get; init; }

    /// <summary>Draft or delivery.</summary>
    public required Grade Grade { get; init; }

    /// <summary>What goes first among the tenant's own; by default normal.</summary>
    public Priority? Priority { get; init; }

    /// <summary>A format of catalog/formats.yaml.</summary>
    public required string Format { get; init; }

    /// <summary><c>random</c> (the default), <c>locked</c> to the campaign's seed, or a number.</summary>
    public string? Seed { get; init; }

    /// <summary>That a person looks at it, or two.</summary>
    public ReviewWish? Review { get; init; }

    /// <summary>The image.</summary>
    public WantedStage? Still { get; init; }

    /// <summary>The clip; with a still, that still in motion.</summary>
    public WantedStage? Motion { get; init; }

    /// <summary>Several clips by name, each of which sets the still in motion.</summary>
    public IReadOnlyDictionary<string, WantedStage> Motions { get; init; } = new Dictionary<string, WantedStage>();
}

/// <summary>What to make in one stage.</summary>
public sealed record WantedStage
{
    /// <summary>A category of the routing table.</summary>
    public required string Category { get; init; }

    /// <summary>The prompt as a text; or <see cref="Template"/>.</summary>
    public string? Prompt { get; init; }

    /// <summary>A prompt template, as <c>spring-hero</c> or <c>spring-hero@1</c>.</summary>
    public string? Template { get; init; }

    /// <summary>The template's variables.</summary>
    public IReadOnlyDictionary<string, string>? With { get; init; }

    /// <summary>What to keep out.</summary>
    public string? Without { get; init; }

    /// <summary>Guidance (CFG) on the model's own scale.</summary>
    public double? Guidance { get; init; }

    /// <summary>Guidance from 0 to 1, the same for every model; instead of guidance.</summary>
    public double? GuidanceStrength { get; init; }

    /// <summary>Running time of a clip.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>A camera move in words.</summary>
    public string? Camera { get; init; }

    /// <summary>How much a clip moves, 0 to 1.</summary>
    public double? Strength { get; init; }
}
