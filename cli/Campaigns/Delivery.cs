using Atelier.Cli.Client;
using Atelier.Contracts;

namespace Atelier.Cli.Campaigns;

/// <summary>Fetches the refined files into a folder, under names that say what they are.</summary>
internal static class Delivery
{
    private static readonly Dictionary<string, string> Extensions = new()
    {
        ["image/png"] = "png",
        ["image/jpeg"] = "jpg",
        ["image/webp"] = "webp",
        ["video/mp4"] = "mp4",
    };

    /// <summary>As <c>spring-launch/hero-01-landscape.png</c>, with a preview beside it. Returns how many files there are, previews left out.</summary>
    public static async Task<int> Fetch(AtelierClient client, IEnumerable<Ordered> orders, string folder, CancellationToken ct)
    {
        var count = 0;
        foreach (var order in orders)
        {
            var campaign = Directory.CreateDirectory(Path.Combine(folder, order.Campaign)).FullName;
            var files = order.View?.Files ?? [];
            foreach (var file in files)
            {
                var name = Path.Combine(campaign, $"{order.Wanted.Key}-{order.Wanted.Format}{(files.Count > 1 ? $"-{file.Stage}" : "")}");
                await client.Download(file.Url, $"{name}.{Extensions.GetValueOrDefault(file.Asset.MediaType, "bin")}", ct);
                await client.Download(file.PreviewUrl, $"{name}-preview.jpg", ct);
                count++;
            }
        }
        return count;
    }

    /// <summary>Why the failed ones failed, a line each.</summary>
    public static IEnumerable<string> Failures(IEnumerable<Ordered> orders) =>
        from order in orders
        let failure = order.View?.Status?.Failure
        where failure is not null
        select $"{order.Campaign}/{order.Wanted.Key}: {AtelierJson.NameOf(failure.Kind)}. {failure.Detail}";
}
