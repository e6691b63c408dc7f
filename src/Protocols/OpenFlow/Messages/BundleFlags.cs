namespace Naru.Protocols.OpenFlow.Messages;

/// <summary><c>ofp_bundle_flags</c>.</summary>
[Flags]
public enum BundleFlags : ushort
{
    None = 0,
    Atomic = 1,
    Ordered = 2,
}
