using Atelier.EndToEnd.Tests.Support;

namespace Atelier.EndToEnd.Tests;

[Collection(OnTheLineInMemory.Name)]
public sealed class When_the_line_runs_in_memory(MemoryLine line) : LineClaims(line);
