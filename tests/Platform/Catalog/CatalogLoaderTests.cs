using System.Text;
using System.Text.Json.Nodes;
using Atelier.Platform.Catalog;

namespace Atelier.Platform.Tests.Catalog;

public enum Speed { Fast, VerySlow }

public sealed record Book
{
    public required string Name { get; init; }
    public string? Note { get; init; }
    public required IReadOnlyDictionary<Speed, Shelf> Shelves { get; init; }
    public JsonNode? Free { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
}

public sealed record Shelf
{
    public required int Width { get; init; }
    public decimal Price { get; init; } = 1.5m;
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(1);
    public double? Ratio { get; init; }
    public bool Open { get; init; }
}

public class When_a_document_is_right
{
    private const string Text = """
        name: test
        shelves:
          fast: { width: 3, price: 0.0025, wait: 2m, open: true }
          verySlow:
            width: -4
            wait: 00:01:30
            ratio: 0.5
        free:
          number: 1
          text: "1"
          list: [true, 2.5, ~, {a: b}]
        tags: [x, "y"]
        """;

    private readonly CatalogDocument<Book> document = Given.Parse(Text);

    [Fact]
    public void its_fields_are_read_with_their_types()
    {
        var book = document.Value;
        Assert.Equal("test", book.Name);
        Assert.Equal(["x", "y"], book.Tags);
        Assert.Equal(new Shelf { Width = 3, Price = 0.0025m, Wait = TimeSpan.FromMinutes(2), Open = true }, book.Shelves[Speed.Fast]);
        Assert.Equal(new Shelf { Width = -4, Wait = TimeSpan.FromSeconds(90), Ratio = 0.5 }, book.Shelves[Speed.VerySlow]);
    }

    [Fact]
    public void a_field_of_free_shape_keeps_numbers_and_text_apart() =>
        Assert.Equal("""{"number":1,"text":"1","list":[true,2.5,null,{"a":"b"}]}""", document.Value.Free!.ToJsonString());

    [Fact]
    public void its_hash_is_that_of_its_bytes() =>
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Text))), document.Hash);

    [Theory]
    [InlineData("shelves.verySlow.width", 5, 12, "\"-4\"")]
    [InlineData("shelves.fast", 3, 9, "a group of fields")]
    [InlineData("tags[1]", 12, 11, "\"y\"")]
    [InlineData("free.list[3].a", 11, 28, "\"b\"")]
    [InlineData("shelves.fast.ratio", 3, 9, "nothing")]
    public void an_error_about_a_field_says_where_it_stands(string field, int line, int column, string found)
    {
        var error = document.Error(field, "something else");
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Equal($"book.yaml:{line}:{column}: {field}: found {found}, expected something else", error.Message);
    }
}

public class When_a_document_is_wrong
{
    [Theory]
    [InlineData("name: a\nshelves: {}\nnaem: b", 3, 1, "naem", "\"name\" (did you mean that?): one of name, note, shelves, free, tags")]
    [InlineData("shelves: {}", 1, 1, "name", "a value (it is required)")]
    [InlineData("name: a\nshelves:\n  fast: {}", 3, 9, "shelves.fast.width", "a value (it is required)")]
    [InlineData("name: a\nshelves:\n  slow: { width: 1 }", 3, 3, "shelves.slow", "one of fast, verySlow")]
    [InlineData("name: a\nshelves:\n  fast: { width: x }", 3, 18, "shelves.fast.width", "a whole number")]
    [InlineData("name: a\nshelves:\n  fast: { width: '3' }", 3, 18, "shelves.fast.width", "a whole number")]
    [InlineData("name: a\nshelves:\n  fast: { width: 1, wait: 5 }", 3, 27, "shelves.fast.wait", "a duration such as 250ms, 90s, 2m or 00:01:30")]
    [InlineData("name: a\nshelves:\n  fast: { width: 1, open: yes }", 3, 27, "shelves.fast.open", "true or false")]
    [InlineData("name: a\nshelves:\n  fast: { width: 1, price: [2] }", 3, 28, "shelves.fast.price", "a number")]
    [InlineData("name: ~\nshelves: {}", 1, 7, "name", "a value")]
    [InlineData("name: a\nshelves: {}\ntags: a", 3, 7, "tags", "a list")]
    [InlineData("name: a\nshelves: {}\ntags: [a, ~]", 3, 11, "tags[1]", "a value")]
    [InlineData("name: a\nshelves: 3", 2, 10, "shelves", "fields by name")]
    [InlineData("just text", 1, 1, "", "fields: name, note, shelves, free, tags")]
    public void the_error_names_file_line_column_field_and_what_was_expected(string text, int line, int column, string field, string expected)
    {
        var error = Assert.Throws<CatalogException>(() => Given.Parse(text));
        Assert.Equal(("book.yaml", line, column, field, expected), (error.File, error.Line, error.Column, error.Field, error.Expected));
        Assert.StartsWith($"book.yaml:{line}:{column}: ", error.Message);
    }

    [Theory]
    [InlineData("name: [a", "broken YAML")]
    [InlineData("name: a\nname: b\nshelves: {}", "broken YAML")]
    [InlineData("", "0 documents")]
    [InlineData("name: a\n---\nname: b", "2 documents")]
    public void broken_yaml_is_reported_with_its_place(string text, string found)
    {
        var error = Assert.Throws<CatalogException>(() => Given.Parse(text));
        Assert.Contains(found, error.Message);
        Assert.True(error.Line >= 1 && error.Column >= 1);
    }

    [Fact]
    public void a_missing_file_is_named()
    {
        var error = Assert.Throws<CatalogException>(() => CatalogLoader.Load<Book>("/nowhere/book.yaml"));
        Assert.StartsWith("/nowhere/book.yaml:1:1: found no readable file", error.Message);
    }

    [Fact]
    public void a_reader_of_a_part_passes_over_what_it_does_not_know() =>
        Assert.Equal("a", Given.Parse("name: a\nother: {x: 1}\nshelves: {}", ignoreUnknown: true).Value.Name);

    [Fact]
    public void an_alias_to_what_contains_it_is_an_error_and_not_an_endless_loop() =>
        Assert.Throws<CatalogException>(() => Given.Parse("name: a\nshelves: {}\nfree: &x\n  again: *x"));
}

public sealed record Extended
{
    [CatalogInline]
    public required Shelf Shelf { get; init; }
    public required string More { get; init; }
}

public class When_a_record_holds_another_inline
{
    [Fact]
    public void the_fields_of_both_stand_side_by_side()
    {
        var read = CatalogLoader.Parse<Extended>("width: 2\nmore: x"u8, "x.yaml").Value;
        Assert.Equal(new Extended { Shelf = new Shelf { Width = 2 }, More = "x" }, read);
    }

    [Theory]
    [InlineData("more: x", "width")]
    [InlineData("width: 2", "more")]
    [InlineData("width: 2\nmore: x\nwidht: 3", "widht")]
    public void each_mistake_is_reported_as_if_they_were_one(string text, string field) =>
        Assert.Equal(field, Assert.Throws<CatalogException>(() => CatalogLoader.Parse<Extended>(Encoding.UTF8.GetBytes(text), "x.yaml")).Field);
}

internal static class Given
{
    public static CatalogDocument<Book> Parse(string text, bool ignoreUnknown = false) =>
        CatalogLoader.Parse<Book>(Encoding.UTF8.GetBytes(text), "book.yaml", ignoreUnknown);
}

public sealed record Calendar
{
    public IReadOnlyDictionary<string, IReadOnlyList<Entry>> Days { get; init; } = new Dictionary<string, IReadOnlyList<Entry>>();

    public sealed record Entry
    {
        public required DateTimeOffset At { get; init; }
    }
}

public class When_a_document_holds_times_and_lists_of_groups
{
    [Theory]
    [InlineData("2026-11-01", "2026-11-01T00:00:00Z")]
    [InlineData("2026-11-01T08:30Z", "2026-11-01T08:30:00Z")]
    [InlineData("2026-11-01T08:30:15Z", "2026-11-01T08:30:15Z")]
    [InlineData("2026-11-01T08:30:15+02:00", "2026-11-01T06:30:15Z")]
    public void times_are_read_as_utc(string text, string time) =>
        Assert.Equal(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture), Read($"days: {{ a: [{{ at: {text} }}] }}").Value.Days["a"][0].At);

    [Theory]
    [InlineData("1 November 2026")]
    [InlineData("2026-13-01")]
    [InlineData("2026-11-01 08:30")]
    public void what_is_no_time_is_an_error(string text) =>
        Assert.Equal("days.a[0].at", Assert.Throws<CatalogException>(() => Read($"days: {{ a: [{{ at: {text} }}] }}")).Field);

    [Fact]
    public void one_group_may_stand_for_a_list_of_one()
    {
        var calendar = Read("days: { a: { at: 2026-11-01 }, b: [{ at: 2026-11-01 }, { at: 2026-11-02 }] }");
        Assert.Equal((1, 2), (calendar.Value.Days["a"].Count, calendar.Value.Days["b"].Count));
        Assert.Equal((false, true), (calendar.Has("days.a[0]"), calendar.Has("days.b[1].at")));
        Assert.Equal("days.a.at", Assert.Throws<CatalogException>(() => Read("days: { a: { at: never } }")).Field);
    }

    private static CatalogDocument<Calendar> Read(string text) => CatalogLoader.Parse<Calendar>(Encoding.UTF8.GetBytes(text), "calendar.yaml");
}
