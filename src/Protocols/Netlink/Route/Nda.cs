namespace Naru.Protocols.Netlink.Route;

/// <summary>Attributes of a neighbour (<c>linux/neighbour.h</c>): NDA_….</summary>
internal static class Nda
{
    public const ushort Destination = 1;
    public const ushort LinkLayerAddress = 2;
    public const ushort Vlan = 5;
    public const ushort InterfaceIndex = 8;
    public const ushort Master = 9;
}
