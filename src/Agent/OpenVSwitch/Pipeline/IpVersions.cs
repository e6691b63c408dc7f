namespace Naru.Agent.OpenVSwitch.Pipeline;

internal static class IpVersions
{
    /// <summary>Open vSwitch takes a conntrack action only in a flow that says which IP it is for.</summary>
    public static readonly int[] Both = [4, 6];
}
