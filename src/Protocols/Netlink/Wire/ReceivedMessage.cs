namespace Naru.Protocols.Netlink.Wire;

/// <summary>A message from the kernel: the header's fields and what follows it.</summary>
public readonly ref struct ReceivedMessage(ushort type, NetlinkFlags flags, uint sequence, ReadOnlySpan<byte> body)
{
    /// <summary>NLMSG_ERROR: the answer to one request; code zero is an acknowledgement.</summary>
    internal const ushort ErrorType = 2;

    /// <summary>NLMSG_DONE: the end of a listing.</summary>
    internal const ushort DoneType = 3;

    /// <summary><c>nlmsg_type</c>.</summary>
    public ushort Type { get; } = type;

    public NetlinkFlags Flags { get; } = flags;

    /// <summary><c>nlmsg_seq</c>: that of the request, zero in a notification.</summary>
    public uint Sequence { get; } = sequence;

    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>The attributes behind a fixed header of this many bytes; none if the message is shorter.</summary>
    public AttributeReader Attributes(int headerLength) => new(Body.Length > headerLength ? Body[headerLength..] : []);
}
