namespace Atelier.Contracts;

/// <summary>The kind of media that a stage makes.</summary>
public enum Medium
{
    /// <summary>One still picture.</summary>
    Image,

    /// <summary>A clip with a running time.</summary>
    Video,
}
