namespace Naru.NodeContract;

/// <summary>A port whose frames come from and go to a trunk's parent with a tag.</summary>
/// <param name="PortId">Of the view's ports.</param>
/// <param name="Vlan">The VLAN id between instance and host, 1 to 4094; it means nothing anywhere else.</param>
public sealed record NodeSubPort(string PortId, ushort Vlan);
