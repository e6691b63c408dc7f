using Naru.Protocols.OpenFlow.Messages;

namespace Naru.Protocols.OpenFlow.Connection;

/// <summary>Messages to send one after the other, numbered from <paramref name="FirstXid"/> on.</summary>
internal readonly record struct Outgoing(uint FirstXid, IEnumerable<OpenFlowMessage> Messages);
