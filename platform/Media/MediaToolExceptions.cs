namespace Atelier.Platform.Media;

/// <summary>
/// A media tool could not do its work for a reason that lies outside the media: worth another try later. What is wrong with the
/// media itself is a <see cref="MediaUnreadableException"/> or a <see cref="ToolResult"/> that did not succeed.
/// </summary>
public class MediaToolException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The program is not there, or may not be started.</summary>
public sealed class MediaToolMissingException(string program, Exception inner)
    : MediaToolException($"cannot start '{program}': {inner.Message}. Install ffmpeg (Debian: apt-get install ffmpeg) or set Media:Ffmpeg and Media:Ffprobe.", inner);

/// <summary>The run took longer than allowed and was killed.</summary>
public sealed class MediaToolTimeoutException(string program, TimeSpan timeout)
    : MediaToolException($"'{program}' was killed after {timeout}: it took longer than allowed (Media:Timeout).");

/// <summary>The run wrote more than it was allowed to and was killed.</summary>
public sealed class MediaToolOutputException(string program, long maxBytes)
    : MediaToolException($"'{program}' was killed: it wrote more than the {maxBytes} bytes allowed.");

/// <summary>The run ended for want of something around it: killed by the system, no room on the disk, an encoder that this build lacks.</summary>
public sealed class MediaToolStarvedException(string program, string complaint)
    : MediaToolException($"'{program}' could not do its work: {complaint}.");

/// <summary>The media cannot be read: corrupt, truncated, too large or not what it claims to be. Trying again changes nothing.</summary>
public sealed class MediaUnreadableException(string detail) : Exception(detail);
