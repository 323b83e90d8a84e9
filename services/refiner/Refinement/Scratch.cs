using Microsoft.Extensions.Options;

namespace Atelier.Refiner.Refinement;

/// <summary>Where files are written before they are kept.</summary>
internal sealed class Scratch(IOptions<RefinerOptions> options)
{
    /// <summary>A folder of its own, gone when disposed of.</summary>
    public ScratchFolder Open()
    {
        var root = options.Value.Scratch ?? Path.GetTempPath();
        return new ScratchFolder(Directory.CreateDirectory(Path.Combine(root, $"atelier-refine-{Guid.NewGuid():N}")).FullName);
    }
}

/// <summary>A folder that goes away with whatever is in it.</summary>
internal sealed class ScratchFolder(string path) : IDisposable
{
    public string File(string name) => Path.Combine(path, name);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
