using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>One message. The number that ties a reply to its request (xid) is the connection's business.</summary>
public abstract record OpenFlowMessage
{
    /// <summary>OpenFlow 1.3.</summary>
    internal const byte Version = 4;
    internal const int HeaderBytes = 8;

    internal abstract MessageType Type { get; }

    internal abstract void WriteBody(WireWriter wire);

    /// <summary>Writes version (8 bits), type (8), length (16), xid (32), then the body.</summary>
    internal void Write(WireWriter wire, uint xid)
    {
        var start = wire.Length;
        wire.U8(Version);
        wire.U8((byte)Type);
        wire.U16(0);
        wire.U32(xid);
        WriteBody(wire);
        wire.PatchU16(start + 2, wire.Length - start);
    }
}
