using Atelier.Generator.Tests.Support;
using Atelier.Generator.Vendors;
using Microsoft.Extensions.Configuration;

namespace Atelier.Generator.Tests;

public sealed class When_a_secret_is_given_by_reference : IDisposable
{
    private readonly string folder = Given.Folder();
    private readonly HandClock clock = new();

    private string Mount => Path.Combine(folder, "key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void the_variable_counts_before_the_file_that_is_named_beside_it()
    {
        File.WriteAllText(Mount, "from-file\n");
        Assert.Equal("from-variable", Named(("ACME_KEY", "from-variable"), ("ACME_KEY_FILE", Mount)).Value);
        Assert.Equal("from-file", Named(("ACME_KEY", ""), ("ACME_KEY_FILE", Mount)).Value);
    }

    [Fact]
    public void a_key_that_is_replaced_in_its_file_is_used_without_a_restart()
    {
        File.WriteAllText(Mount, "old\n");
        var secret = Mounted();
        Assert.Equal("old", secret.Value);
        File.WriteAllText(Mount, "new\n");
        clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal("old", secret.Value); // not every call reads the file
        clock.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal("new", secret.Value);
    }

    [Fact]
    public void a_file_that_comes_later_is_found()
    {
        var secret = Mounted();
        Assert.Equal($"{Mount} holds no secret", secret.Missing);
        File.WriteAllText(Mount, "here");
        clock.Pass(TimeSpan.FromSeconds(3));
        Assert.Null(secret.Missing);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("two\nlines")]
    [InlineData("clé")]
    public void what_cannot_go_into_a_header_is_no_secret(string text)
    {
        File.WriteAllText(Mount, text);
        Assert.Null(Mounted().Value);
        Assert.NotNull(Mounted().Missing);
    }

    [Fact]
    public void what_was_ever_shown_is_taken_out_of_words_and_addresses()
    {
        File.WriteAllText(Mount, "old/key");
        var secret = Mounted();
        var credential = new Credential("X-Key", inQuery: false, () => $"Key {secret.Value}", secret);
        using var request = new HttpRequestMessage();
        credential.Show(request);
        Assert.Equal("Key old/key", request.Headers.GetValues("X-Key").Single());
        File.WriteAllText(Mount, "new/key");
        clock.Pass(TimeSpan.FromSeconds(3));
        credential.Show(request);
        Assert.Equal("no [secret], no [secret], no [secret]", credential.Redaction.Clean("no old/key, no new/key, no OLD%2fkey"));
        Assert.Equal("https://api.example.com/j?key=*secret*", credential.Keep("https://api.example.com/j?key=new%2Fkey"));
        Assert.Equal("https://api.example.com/j?key=new%2Fkey", credential.Restore("https://api.example.com/j?key=*secret*"));
    }

    private Secret Named(params (string Key, string Value)[] settings) => new(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value))).Build(), "ACME_KEY", null, clock);

    private Secret Mounted() => new(new ConfigurationBuilder().Build(), null, Mount, clock);

    private sealed class HandClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Pass(TimeSpan time) => now += time.Ticks;
    }
}
