namespace Naru.Network;

/// <summary>VLAN ids of a physical network; <paramref name="First"/> greater than <paramref name="Last"/> stands for none.</summary>
public sealed record VlanRange(string PhysicalNetwork, long First, long Last);
