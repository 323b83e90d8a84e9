using System.Text.RegularExpressions;
using Atelier.Contracts.Catalog;
using Atelier.Platform.Catalog;

namespace Atelier.Architecture.Tests;

public sealed partial class When_code_meets_the_world
{
    private static readonly string[] Clocks =
    [
        "P:System.DateTime.Now", "P:System.DateTime.UtcNow", "P:System.DateTime.Today", "P:System.DateTimeOffset.Now", "P:System.DateTimeOffset.UtcNow",
    ];

    /// <summary>Vendors' names that are words of the field too: luma is the brightness of a pixel.</summary>
    private static readonly string[] OrdinaryWords = ["luma"];

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b")]
    private static partial Regex Clock { get; }

    [GeneratedRegex(@"RS0030|BannedApiAnalyzers")]
    private static partial Regex BanLifted { get; }

    [GeneratedRegex("""(?<![\d.])0\.0\.0\.0(?![\d/])|\[::\]|https?://[*+]|IPAddress\.(IPv6)?Any|ListenAnyIP""")]
    private static partial Regex OpenToAll { get; }

    [GeneratedRegex(@"\b(new (HttpClient|HttpMessageInvoker|SocketsHttpHandler|HttpClientHandler|ClientWebSocket)|AddHttpClient|IHttpClientFactory|WebRequest\.Create)\b")]
    private static partial Regex OwnClient { get; }

    [Fact]
    public void the_clock_is_injected() => Repository.NoneOf(
        When_a_file_is_written.Mentions(Clock.IsMatch, NotTheseRules(Repository.CSharp)),
        "Time is data: inject TimeProvider.");

    [Fact]
    public void the_ban_on_clocks_stands_for_every_project()
    {
        var banned = Repository.Text("BannedSymbols.txt");
        Assert.All(Clocks, clock => Assert.Contains(clock + ";", banned, StringComparison.Ordinal));
        Assert.Contains("BannedSymbols.txt", Repository.Text("Directory.Build.props"), StringComparison.Ordinal);
        Repository.NoneOf(When_a_file_is_written.Mentions(BanLifted.IsMatch, NotTheseRules(Repository.CSharp).Concat(Repository.Projects.Select(project => project.File))),
            "Nobody lifts the ban for himself:");
    }

    [Fact]
    public void it_listens_on_loopback_unless_it_is_told_otherwise() => Repository.NoneOf(
        When_a_file_is_written.Mentions(OpenToAll.IsMatch, NotTheseRules(Repository.Files.Where(file =>
            (file.EndsWith(".cs", StringComparison.Ordinal) && !file.StartsWith("tests/", StringComparison.Ordinal)) || Path.GetFileName(file).StartsWith("appsettings", StringComparison.Ordinal) || Path.GetFileName(file) == "launchSettings.json"))),
        "Closed by default: an address for everyone is a deployment's choice.");

    /// <summary>Who has his own client has neither checked addresses nor limits.</summary>
    [Fact]
    public void services_call_out_through_the_one_client_that_checks_where_to() => Repository.NoneOf(
        When_a_file_is_written.Mentions(OwnClient.IsMatch, Repository.CSharp.Where(file =>
            file.StartsWith("services/", StringComparison.Ordinal) || (file.StartsWith("platform/", StringComparison.Ordinal) && !file.StartsWith("platform/Http/", StringComparison.Ordinal)))),
        "Calls to the outside go through platform/Http (SafeHttp):");

    [Fact]
    public void it_names_no_vendor_and_no_model()
    {
        var vendors = Directory.EnumerateFiles(Repository.Full("catalog/vendors"), "*.yaml")
            .Select(file => CatalogLoader.Load<VendorModels>(file, ignoreUnknown: true).Value).ToList();
        Assert.NotEmpty(vendors);
        // A model or a vendor may be called an ordinary word: it is a name where it is a whole literal or follows its vendor's.
        var models = AnyOf(vendors.SelectMany(vendor => vendor.Models.Keys).Concat(OrdinaryWords));
        var named = new Regex($"""\b({AnyOf(vendors.Select(vendor => vendor.Vendor).Except(OrdinaryWords))})\b|"({models})"|/({models})\b""", RegexOptions.IgnoreCase);
        Repository.NoneOf(
            When_a_file_is_written.Mentions(named.IsMatch, Repository.CSharp.Where(file => !Repository.IsTest(file) && !file.StartsWith("simulator/", StringComparison.Ordinal))),
            "Vendors and models are documents in catalog/vendors/; the code knows none:");
    }

    private static string AnyOf(IEnumerable<string> names) => string.Join('|', names.Distinct().Select(Regex.Escape));

    private static IEnumerable<string> NotTheseRules(IEnumerable<string> files) => files.Where(file => !file.StartsWith("tests/Architecture/", StringComparison.Ordinal));
}
