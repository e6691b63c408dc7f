using Naru.Walk.Switching;

namespace Naru.Walk.Filtering;

/// <summary>A packet on its way through the hooks of a Linux namespace.</summary>
/// <param name="packet">Its headers; translations change them.</param>
internal sealed class NftPacket(FlowFields packet)
{
    public FlowFields Fields => packet;

    public string InputDevice { get; set; } = "";

    public string OutputDevice { get; set; } = "";

    public uint Mark { get; set; }

    /// <summary>The zone in which its connection is looked up.</summary>
    public ushort Zone { get; set; }

    public bool IsTracked { get; set; } = true;

    /// <summary>It goes to a listener of this namespace, whatever its destination says.</summary>
    public bool IsRedirected { get; set; }

    /// <summary>Its connection; null before it is looked up, and of a packet that is not tracked.</summary>
    public TrackedConnection? Connection { get; set; }

    public bool IsReply { get; set; }

    /// <summary>It is the first packet of its connection: the only one that rules of translation see.</summary>
    public bool IsFirst { get; set; }

    public string State => Connection is null ? "untracked" : IsReply || Connection.HasSeenReply ? "established" : "new";
}
