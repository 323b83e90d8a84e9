namespace Atelier.Intake.Tests.Support;

internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("atelier-intake-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
