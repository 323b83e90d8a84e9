namespace Atelier.Cli.Line;

/// <summary>A production line that is up.</summary>
public interface ILine : IAsyncDisposable
{
    /// <summary>Where its gateway listens.</summary>
    Uri Gateway { get; }
}
