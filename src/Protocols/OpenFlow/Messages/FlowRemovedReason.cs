namespace Naru.Protocols.OpenFlow.Messages;

/// <summary><c>ofp_flow_removed_reason</c>.</summary>
public enum FlowRemovedReason : byte
{
    IdleTimeout = 0,
    HardTimeout = 1,
    Deleted = 2,
    GroupDeleted = 3,
}
