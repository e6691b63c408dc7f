namespace Naru.Protocols.OpenFlow.Messages;

/// <summary><c>ofp_bundle_ctrl_type</c>.</summary>
public enum BundleCommand : ushort
{
    OpenRequest = 0,
    OpenReply = 1,
    CloseRequest = 2,
    CloseReply = 3,
    CommitRequest = 4,
    CommitReply = 5,
    DiscardRequest = 6,
    DiscardReply = 7,
}
