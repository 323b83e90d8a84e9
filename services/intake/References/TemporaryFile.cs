namespace Atelier.Intake.References;

/// <summary>A file for bytes that nobody trusts yet.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"atelier-reference-{Guid.NewGuid():N}");

    public FileStream Create() => new(Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 81_920, FileOptions.Asynchronous);

    public void Dispose() => File.Delete(Path);
}
