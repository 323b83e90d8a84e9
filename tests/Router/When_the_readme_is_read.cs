using Atelier.Router.Saga;
using Atelier.TestKit;

namespace Atelier.Router.Tests;

public sealed class When_the_readme_is_read
{
    [Fact]
    public void its_diagram_is_the_table_that_runs() => Assert.Null(ReadmeBlock.Stale("saga", $"```mermaid\n{SagaDiagram.Mermaid()}```\n"));
}
