using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Atelier.Architecture.Tests;

public sealed partial class When_a_package_is_used
{
    private const string Pins = "Directory.Packages.props";

    [GeneratedRegex("""<PackageVersion Include="(?<name>[^"]+)" Version="(?<version>[^"]+)" />(?<reason>.*)$""")]
    private static partial Regex Pin { get; }

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex Exact { get; }

    [GeneratedRegex(@"^\s*<!--\s*\S.{4,}-->\s*$")]
    private static partial Regex Reason { get; }

    private static IEnumerable<Match> PinLines => Repository.Lines(Pins).Where(line => line.Contains("<PackageVersion", StringComparison.Ordinal)).Select(line => Pin.Match(line));

    [Fact]
    public void its_version_is_an_exact_pin_on_a_line_that_says_why() => Repository.NoneOf(
        Repository.Lines(Pins).Where(line => line.Contains("<PackageVersion", StringComparison.Ordinal))
            .Where(line => Pin.Match(line) is not { Success: true } pin || !Exact.IsMatch(pin.Groups["version"].Value) || !Reason.IsMatch(pin.Groups["reason"].Value)),
        $"In {Pins} each pin is one line: an exact version and <!-- the reason -->:");

    [Fact]
    public void its_version_stands_in_the_one_place() => Repository.NoneOf(
        from project in Repository.Projects
        from package in project.Packages
        where package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null
        select $"{project.File}: {package.Attribute("Include")?.Value}",
        $"Versions stand in {Pins} and nowhere else:");

    [Fact]
    public void it_comes_from_what_is_pinned()
    {
        var pinned = PinLines.Select(pin => pin.Groups["name"].Value).ToHashSet();
        Repository.NoneOf(
            from project in Repository.Projects
            from package in project.Packages
            let name = package.Attribute("Include")?.Value
            where name is not null && !pinned.Contains(name)
            select $"{project.File}: {name}",
            $"Packages without a pin in {Pins}:");
    }

    [Fact]
    public void central_management_is_on()
    {
        var props = XDocument.Load(Repository.Full(Pins));
        Assert.Equal("true", props.Descendants("ManagePackageVersionsCentrally").Single().Value);
        Assert.Single(Repository.Files, file => Path.GetFileName(file) == Pins);
    }

    [Fact]
    public void the_bus_stays_on_its_free_licence() => Repository.NoneOf(
        PinLines.Where(pin => pin.Groups["name"].Value.StartsWith("MassTransit", StringComparison.Ordinal) && !pin.Groups["version"].Value.StartsWith("8.", StringComparison.Ordinal)).Select(pin => pin.Value),
        "MassTransit 8 is Apache-2.0; 9 is commercial:");

    [Fact]
    public void the_contracts_need_none() => Repository.NoneOf(
        Repository.Projects.Where(project => project.Folder == "contracts").SelectMany(project => project.Packages).Select(package => $"contracts: {package.Attribute("Include")?.Value}"),
        "Contracts stand on the base class library alone:");
}
