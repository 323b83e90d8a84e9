using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Atelier.Ledger.Tests;

public sealed class When_facts_come_in_any_order
{
    [Fact]
    public void a_deliverable_costs_the_same() => Prop.ForAll<int, int>((life, disorder) =>
    {
        var story = RandomStory.Draw(life);
        var once = RandomStory.Disorder(story.Facts, disorder).DistinctBy(told => told.Id);
        return Json(When_a_deliverable_is_costed.Of(once)) == Json(When_a_deliverable_is_costed.Of(story));
    }).QuickCheckThrowOnFailure();

    private static string Json(object row) => JsonSerializer.Serialize(row);
}
