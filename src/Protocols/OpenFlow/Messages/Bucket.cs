using Naru.Primitives;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Actions of a group.</summary>
/// <param name="Actions">What is done with the packet.</param>
/// <param name="Weight">Its share, in a group of type select; zero elsewhere.</param>
public sealed record Bucket(EquatableList<FlowAction> Actions, ushort Weight = 0)
{
    /// <summary>The port whose being up makes the bucket live, in a fast failover group.</summary>
    public uint WatchPort { get; init; } = OfPort.Any;

    public uint WatchGroup { get; init; } = OfGroup.Any;
}
