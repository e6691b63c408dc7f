namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>The table of a provider bridge such as br-ex (docs/pipeline/br-ex.md).</summary>
public static class ProviderTables
{
    public static readonly FlowTable LocalSwitching =
        new(0, "local_switching", "From br-int: local VLAN to the network's own tag, or none; the rest is ordinary switching");

    public static readonly IReadOnlyList<FlowTable> All = [LocalSwitching];
}
