using System.Globalization;

namespace Atelier.Simulator.Vendors;

/// <summary>Where outputs lie, until their links expire.</summary>
internal static class Files
{
    public static void Map(WebApplication app) => app.MapGet("/files/{job}/{file}", (RequestDelegate)DownloadAsync);

    /// <summary>Links of one answer: all live equally long.</summary>
    public static Func<int, Output, string> Links(HttpContext http, Job job)
    {
        var expires = http.Get<Jobs>().LinkExpiry(job);
        return (index, output) => $"{http.Base()}/files/{job.Id}/{index}.{output.Extension}?expires={expires}";
    }

    private static async Task DownloadAsync(HttpContext http)
    {
        var index = Path.GetFileNameWithoutExtension((string)http.GetRouteValue("file")!);
        if (http.Get<Jobs>().Find((string)http.GetRouteValue("job")!) is not { } job || !int.TryParse(index, out var i) || i < 0 || i >= job.Renders.Length)
        {
            await http.Json(404, new { detail = "No such file" });
            return;
        }
        var now = http.Get<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
        if (!long.TryParse(http.Request.Query["expires"], CultureInfo.InvariantCulture, out var expires) || expires <= now)
        {
            await http.Json(job.Vendor == "fal" ? 403 : 404, new { detail = "Link expired" });
            return;
        }
        var output = await http.Get<Studio>().RenderAsync(job.Renders[i], job.Truncated);
        http.Response.ContentType = output.MediaType;
        http.Response.ContentLength = output.Bytes.Length;
        await http.Response.Body.WriteAsync(output.Bytes, http.RequestAborted);
    }
}
