namespace Atelier.Architecture.Tests;

public sealed class When_a_project_references_another
{
    private static readonly string[] Services = ["services/intake", "services/router", "services/generator", "services/refiner", "services/ledger"];

    /// <summary>What each may reference, as DESIGN.md says; a project that is not here needs a line here first.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["contracts"] = [],
        ["platform"] = ["contracts"],
        ["services/intake"] = ["contracts", "platform"],
        ["services/router"] = ["contracts", "platform"],
        ["services/generator"] = ["contracts", "platform"],
        ["services/refiner"] = ["contracts", "platform"],
        ["services/ledger"] = ["contracts", "platform"],
        ["gateway"] = ["platform"],
        ["simulator"] = [],
        ["cli"] = ["contracts", "platform", "gateway", "simulator", .. Services],
        ["bench"] = ["contracts", "platform", "gateway", "simulator", "cli", .. Services],
        ["tests/TestKit"] = ["contracts", "platform", "simulator"],
        ["tests/Contracts"] = ["contracts", "tests/TestKit"],
        ["tests/Architecture"] = ["contracts", "platform", "tests/TestKit"],
        ["tests/Platform"] = ["contracts", "platform", "tests/TestKit"],
        ["tests/Intake"] = ["services/intake", "contracts", "platform", "tests/TestKit"],
        ["tests/Router"] = ["services/router", "contracts", "platform", "tests/TestKit"],
        ["tests/Generator"] = ["services/generator", "contracts", "platform", "simulator", "tests/TestKit"],
        ["tests/Vendors"] = ["services/generator", "contracts", "platform", "tests/TestKit"],
        ["tests/Refiner"] = ["services/refiner", "contracts", "platform", "simulator", "tests/TestKit"],
        ["tests/Ledger"] = ["services/ledger", "contracts", "platform", "tests/TestKit"],
        ["tests/Gateway"] = ["gateway", "platform", "tests/TestKit"],
        ["tests/Simulator"] = ["simulator", "platform", "tests/TestKit"],
        ["tests/Cli"] = ["cli", "contracts", "platform", "tests/TestKit"],
        ["tests/EndToEnd"] = ["cli", "contracts", "platform", "gateway", "simulator", "tests/TestKit", .. Services],
        ["tests/Bench"] = ["bench", "contracts", "platform", "tests/TestKit"],
    };

    [Fact]
    public void it_is_one_that_the_design_lets_it_reference() => Repository.NoneOf(
        from project in Repository.Projects
        from reference in project.References
        where !Allowed.GetValueOrDefault(project.Folder, []).Contains(reference)
        select $"{project.File} references {reference}",
        "contracts -> nothing; platform -> contracts; a service -> contracts and platform; gateway -> platform; cli -> all that it hosts:");

    [Fact]
    public void the_project_itself_is_in_the_table() => Repository.NoneOf(
        Repository.Projects.Where(project => !Allowed.ContainsKey(project.Folder)).Select(project => project.File),
        "A new project: say in this table what it may reference:");

    [Fact]
    public void every_service_of_the_tree_is_one_of_the_five() =>
        Assert.Equal(Services.Order(StringComparer.Ordinal), Repository.Projects.Select(project => project.Folder).Where(folder => folder.StartsWith("services/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void the_solution_knows_it()
    {
        var solution = Repository.Text("Atelier.slnx");
        Repository.NoneOf(Repository.Projects.Select(project => project.File).Where(file => !solution.Contains($"\"{file}\"", StringComparison.Ordinal)),
            "Projects that are not in Atelier.slnx are not built by CI:");
    }

    [Fact]
    public void only_a_projects_own_tests_see_its_inside() => Repository.NoneOf(
        from project in Repository.Projects
        from line in Repository.Lines(project.File)
        where line.Contains("InternalsVisibleTo", StringComparison.Ordinal)
        let name = Path.GetFileNameWithoutExtension(project.File)
        where !line.Contains($"\"{name}.Tests\"", StringComparison.Ordinal) && !line.Contains(SecondTests, StringComparison.Ordinal)
        select $"{project.File}: {line.Trim()}",
        "InternalsVisibleTo is for X.Tests alone:");

    /// <summary>The generator has two test projects: of itself, and of the shipped vendor documents against the published APIs.</summary>
    private const string SecondTests = "\"Atelier.Vendors.Tests\"";
}
