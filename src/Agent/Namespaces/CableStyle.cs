namespace Naru.Agent.Namespaces;

/// <summary>How the cables from namespaces to the host's switch are made.</summary>
/// <param name="FinishChecksums">The switch does not finish checksums that a network stack leaves to hardware (its datapath is <c>netdev</c>).</param>
/// <param name="OuterPrefix">What the names of the ends at the switch begin with; null: both ends have one name.</param>
internal readonly record struct CableStyle(bool FinishChecksums, string? OuterPrefix = null)
{
    /// <summary>The name of the end at the switch.</summary>
    public string OuterName(DevicePlan device) =>
        device.OuterName ?? (OuterPrefix is null ? device.Name : DevicePlan.NameOf(OuterPrefix, device.PortId));
}
