using Naru.Primitives;

namespace Naru.Walk.Switching;

/// <summary>A connection that is remembered.</summary>
internal sealed class TrackedConnection(ConnectionKey original)
{
    public ConnectionKey Original { get; } = original;

    /// <summary>What answers look like; other than the reverse of the original where addresses are translated.</summary>
    public ConnectionKey Reply { get; set; } = original.Reversed;

    public uint Mark { get; set; }

    public bool HasSeenReply { get; set; }

    /// <summary>Where the destination went, when it was translated.</summary>
    public IpAddress? NewDestination { get; set; }

    public IpAddress? NewSource { get; set; }
}
