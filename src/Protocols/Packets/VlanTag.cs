namespace Naru.Protocols.Packets;

/// <summary>The tag control information of IEEE 802.1Q §9.6.</summary>
/// <param name="Id">VID, 12 bits; 0 is a priority tag.</param>
/// <param name="Priority">PCP, 3 bits.</param>
/// <param name="DropEligible">DEI.</param>
public readonly record struct VlanTag(int Id, int Priority = 0, bool DropEligible = false)
{
    internal ushort Control => (ushort)((Priority & 7) << 13 | (DropEligible ? 0x1000 : 0) | Id & 0xfff);

    internal static VlanTag FromControl(ushort control) => new(control & 0xfff, control >> 13, (control & 0x1000) != 0);
}
