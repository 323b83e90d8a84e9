namespace Atelier.Platform.Http;

/// <summary>A call to the outside that gave nothing usable. The message names host and reason, never headers or query.</summary>
public sealed class OutboundException(OutboundFault fault, string message, int? status = null, Exception? inner = null, Uri? location = null) : Exception(message, inner)
{
    /// <summary>What kind of end it was.</summary>
    public OutboundFault Fault { get; } = fault;

    /// <summary>The HTTP status, for <see cref="OutboundFault.BadStatus"/>.</summary>
    public int? Status { get; } = status;

    /// <summary>Where a redirect leads, which was not followed; may be relative.</summary>
    public Uri? Location { get; } = location;
}

/// <summary>How a call to the outside can end badly.</summary>
public enum OutboundFault
{
    /// <summary>The rules forbid the address, or where its name leads.</summary>
    Refused,

    /// <summary>No connection came about: nothing was sent.</summary>
    Unreachable,

    /// <summary>The connection was lost, or what came over it was not HTTP.</summary>
    Broken,

    /// <summary>It took too long.</summary>
    TimedOut,

    /// <summary>More came than was allowed, counted after decompression.</summary>
    TooLarge,

    /// <summary>An answer other than 2xx; redirects are not followed.</summary>
    BadStatus,
}
