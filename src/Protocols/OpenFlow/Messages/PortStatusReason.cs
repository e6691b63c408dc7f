namespace Naru.Protocols.OpenFlow.Messages;

/// <summary><c>ofp_port_reason</c>.</summary>
public enum PortStatusReason : byte
{
    Added = 0,
    Deleted = 1,
    Modified = 2,
}
