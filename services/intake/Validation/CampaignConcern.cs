using Atelier.Contracts;
using Atelier.Intake.Requests;

namespace Atelier.Intake.Validation;

/// <summary>The campaign is there, and has the lock that locked seeds need.</summary>
internal static class CampaignConcern
{
    public static void Check(DeliverableRequest request, CampaignTerms? campaign, IReadOnlyCollection<string> known, Problems problems)
    {
        if (string.IsNullOrWhiteSpace(request.Campaign))
            return; // already a problem of its own
        if (campaign is null)
            problems.Add("campaign", Problems.Show(request.Campaign), $"set it up first with PUT /v1/campaigns/{{name}}, or use one that was{Choice.Guess(request.Campaign, known)}");
        else if (campaign.SeedLock is null)
        {
            for (var i = 0; i < Math.Min(request.Stages?.Count ?? 0, StagesConcern.Most); i++)
            {
                if (request.Stages![i]?.Seed?.Mode == SeedMode.Locked)
                    problems.Add($"stages[{i}].seed.mode", "locked", $"give the campaign \"{campaign.CampaignId}\" a seedLock first, or use fixed or random");
            }
        }
    }
}
