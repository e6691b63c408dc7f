using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.TrafficControl;

/// <summary>How a link queues what it sends, as <c>tc qdisc</c> shows it.</summary>
/// <param name="LinkIndex">The link whose sending it governs.</param>
/// <param name="Kind"><c>tbf</c>, <c>htb</c>, <c>noqueue</c>, ….</param>
public sealed record QueueingDiscipline(int LinkIndex, string Kind)
{
    /// <summary>TC_H_ROOT.</summary>
    internal const uint Root = uint.MaxValue;

    /// <summary>Its number, the upper 16 bits of it; zero for the default ones.</summary>
    public uint Handle { get; init; }

    /// <summary>Whether it is that of the link itself, not of a class in another one.</summary>
    public bool IsRoot { get; init; }

    /// <summary>What it lets pass, in bytes a second; <c>null</c> where it does not limit or is not one of ours.</summary>
    public ulong? BytesPerSecond { get; init; }

    internal static QueueingDiscipline? Read(ReceivedMessage message)
    {
        if (message.Body.Length < TrafficControlRequests.HeaderLength)
            return null;
        var attributes = message.Attributes(TrafficControlRequests.HeaderLength);
        var kind = attributes.Find(Tca.Kind).AsText;
        return new QueueingDiscipline(TrafficControlRequests.LinkIndexOf(message), kind)
        {
            Handle = TrafficControlRequests.HandleOf(message),
            IsRoot = TrafficControlRequests.ParentOf(message) == Root,
            BytesPerSecond = kind == TokenBucket.KindName ? TokenBucket.ReadRate(attributes.Find(Tca.Options).Nested) : null,
        };
    }
}
