using Atelier.EndToEnd.Tests.Support;

namespace Atelier.EndToEnd.Tests;

[Collection(OnTheLineOnServers.Name)]
public sealed class When_the_line_runs_on_servers(ServerLine line) : LineClaims(line);
