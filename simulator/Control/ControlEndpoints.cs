using System.Text.Json;
using System.Text.Json.Serialization;
using Atelier.Simulator.Fleets;
using Atelier.Simulator.Vendors;

namespace Atelier.Simulator.Control;

/// <summary>Changes how models behave while they run, for tests and for whoever wants to see the line switch. No vendor has these; no key.</summary>
internal static class ControlEndpoints
{
    private static readonly JsonSerializerOptions Json = new(SubmissionLog.Json)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void Map(WebApplication app)
    {
        app.MapGet("/_control/models", http => http.Response.WriteAsJsonAsync(http.Get<Moods>().All, Json, http.RequestAborted));
        app.MapPut("/_control/models/{**model}", (RequestDelegate)SetAsync);
        app.MapDelete("/_control/models/{**model}", (RequestDelegate)ForgetAsync);
    }

    private static async Task SetAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } model) return;
        try
        {
            var mood = await JsonSerializer.DeserializeAsync<Mood>(http.Request.Body, Json, http.RequestAborted) ?? new Mood();
            if (mood.Problems(model).FirstOrDefault() is { } problem)
            {
                await http.Json(422, new { detail = $"{problem.Field}: {problem.Message}" });
                return;
            }
            http.Get<Moods>().Set(model.Name, mood);
            await http.Response.WriteAsJsonAsync(mood, Json, http.RequestAborted);
        }
        catch (JsonException wrong)
        {
            await http.Json(422, new { detail = $"Not how a model can behave: {wrong.Message}" });
        }
    }

    private static async Task ForgetAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } model) return;
        http.Get<Moods>().Forget(model.Name);
        http.Response.StatusCode = 204;
    }

    private static async Task<Model?> FindAsync(HttpContext http)
    {
        var name = $"{http.GetRouteValue("model")}";
        if (http.Get<Fleet>().Models.FirstOrDefault(m => m.Name == name) is { } model) return model;
        await http.Json(404, new { detail = $"There is no model '{name}': {string.Join(", ", http.Get<Fleet>().Models.Select(m => m.Name))}" });
        return null;
    }
}
