using System.Text.RegularExpressions;
using Atelier.Generator.Checking;

namespace Atelier.Generator.Tests;

public sealed class When_a_pattern_needs_an_example
{
    [Theory]
    [InlineData(@"seed: (\d+)", "7")]
    [InlineData(@"^(\d+)", "30")]
    [InlineData(@"resets in ~(\d+)s", "30")]
    [InlineData(@"(?:id|name)=([a-z]+)", "abc")]
    [InlineData(@"/([^/]+)$", "job-7f3a")]
    public void its_group_holds_what_is_to_be_taken(string pattern, string value) =>
        Assert.Equal(value, new Regex(pattern).Match(PatternSample.Of(new Regex(pattern), value)!).Groups[1].Value);

    [Theory]
    [InlineData("flagged as sensitive")]
    [InlineData("safety|violat|blocked")]
    [InlineData("[1-9]")]
    [InlineData(@"^\s*not\W+found\.$")]
    [InlineData("a{3}b?")]
    [InlineData("[^a]x*")]
    public void it_is_matched(string pattern) => Assert.Matches(pattern, PatternSample.Of(new Regex(pattern)));

    [Fact]
    public void there_may_be_none() => Assert.Null(PatternSample.Of(new Regex("(a)"), "b b"));
}
