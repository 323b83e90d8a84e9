using System.Net;
using System.Text;
using Atelier.Contracts;
using Atelier.Intake.Tests.Support;
using Atelier.TestKit;

namespace Atelier.Intake.Tests;

public sealed class When_a_batch_is_large
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ten_thousand_rows_are_taken_in_one_request_while_others_are_served(bool onPostgres)
    {
        using var folder = new TempFolder();
        await using var host = await IntakeHost.Start(folder, ("Atelier:Postgres", onPostgres ? await RealServers.NewPostgresDatabase() : null));
        using var desk = new Desk(host.Address);
        using var other = new Desk(host.Address);
        await desk.SetUpCampaign();
        await other.SetUpCampaign();

        var batch = Send(desk);
        var served = 0;
        while (!batch.IsCompleted)
            Assert.Equal(HttpStatusCode.Accepted, (await other.Post(Support.Requests.Image($"one-{served++}"))).StatusCode);
        Assert.True((await batch).StatusCode is HttpStatusCode.Accepted, await (await batch).Content.ReadAsStringAsync());
        Assert.True(served > 1, "nobody else was served meanwhile");
        await host.Published.Wait<DeliverableRequested>(other.Tenant, served);

        Assert.Equal("true", (await Send(desk)).Headers.GetValues("Idempotency-Replayed").Single());
        var view = await desk.Get("/v1/batches/large");
        Assert.Equal(10_000, view["deliverables"]!.GetValue<int>());
        Assert.Equal(200, (await host.Published.Wait<DeliverableRequested>(desk.Tenant, 200)).Count);

        Assert.Equal(HttpStatusCode.Accepted, (await desk.Client.PostAsync("/v1/batches/large/cancel", null)).StatusCode);
        await Eventually.True(async () => (await desk.Get("/v1/batches/large"))["phases"]!["cancelled"]?.GetValue<int>() == 9_800);
        Assert.Equal(10_000, (await desk.Get("/v1/batches/large/report")).AsArray().Count);
        await Eventually.True(() => host.Commands.Of(desk.Tenant).OfType<CancelDeliverable>().Count() == 200);
    }

    private static Task<HttpResponseMessage> Send(Desk desk)
    {
        var rows = new StringBuilder("template,product,format\n");
        for (var i = 1; i <= 10_000; i++)
            rows.Append($"hero,cup {i},square\n");
        return desk.Client.PostAsync("/v1/batches", new MultipartFormDataContent
        {
            { new StringContent("key: large\ncampaign: spring\ngrade: draft\nstages: [ { medium: image, category: hero-still } ]\n"), "batch" },
            { new StringContent(rows.ToString()), "rows", "rows.csv" },
        });
    }
}
