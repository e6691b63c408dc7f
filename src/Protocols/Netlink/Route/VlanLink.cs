using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>One VLAN of another link as a link of its own (IEEE 802.1Q).</summary>
/// <param name="Name">At most 15 bytes, without spaces and slashes.</param>
/// <param name="Parent">Index of the link that carries the tags.</param>
/// <param name="VlanId">1 to 4094.</param>
public sealed record VlanLink(string Name, int Parent, ushort VlanId) : NewLink(Name)
{
    public override string Kind => "vlan";

    internal override void WriteInfoData(NetlinkMessage message) => message.Add(Ifla.Vlan.Id, VlanId);
}
