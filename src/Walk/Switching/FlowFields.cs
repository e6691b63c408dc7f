using Naru.Primitives;
using Naru.Protocols.OpenFlow;

namespace Naru.Walk.Switching;

/// <summary>A packet in a switch: the fields of its headers, and those that the switch keeps beside it. What is not there is zero.</summary>
internal sealed class FlowFields
{
    public const ushort VlanPresent = 0x1000;
    public const ushort Ipv4 = 0x0800;
    public const ushort Arp = 0x0806;
    public const ushort Ipv6 = 0x86dd;

    private const ushort VlanId = 0x0fff;

    private readonly Dictionary<OxmField, UInt128> _values;

    public FlowFields() => _values = [];

    private FlowFields(Dictionary<OxmField, UInt128> values, int length) => (_values, Length) = (new(values), length);

    /// <summary>Of the IP packet, in octets.</summary>
    public int Length { get; init; }

    public UInt128 this[OxmField field]
    {
        get => field == Oxm.VlanTci ? _values.GetValueOrDefault(Oxm.VlanVid) | _values.GetValueOrDefault(Oxm.VlanPcp) << 13 : _values.GetValueOrDefault(field);
        set
        {
            if (field == Oxm.VlanTci)
                (this[Oxm.VlanVid], this[Oxm.VlanPcp]) = (value & Oxm.VlanVid.FullMask, value >> 13);
            else if (value == 0)
                _values.Remove(field);
            else
                _values[field] = value;
        }
    }

    public ushort EthType => (ushort)this[Oxm.EthType];

    public byte Protocol => (byte)this[Oxm.IpProto];

    public MacAddress EthSrc
    {
        get => MacAddress.FromValue((ulong)this[Oxm.EthSrc]);
        set => this[Oxm.EthSrc] = value.Value;
    }

    public MacAddress EthDst
    {
        get => MacAddress.FromValue((ulong)this[Oxm.EthDst]);
        set => this[Oxm.EthDst] = value.Value;
    }

    /// <summary>The tag; null: none.</summary>
    public ushort? Vlan
    {
        get => (this[Oxm.VlanVid] & VlanPresent) != 0 ? (ushort)(this[Oxm.VlanVid] & VlanId) : null;
        set => this[Oxm.VlanTci] = value is { } vlan ? (uint)(vlan | VlanPresent) : 0;
    }

    public IpAddress Source
    {
        get => EthType == Ipv6 ? IpAddress.V6(this[Oxm.Ipv6Src]) : IpAddress.V4((uint)this[Oxm.Ipv4Src]);
        set => this[value.IsV6 ? Oxm.Ipv6Src : Oxm.Ipv4Src] = value.Value;
    }

    public IpAddress Destination
    {
        get => EthType == Ipv6 ? IpAddress.V6(this[Oxm.Ipv6Dst]) : IpAddress.V4((uint)this[Oxm.Ipv4Dst]);
        set => this[value.IsV6 ? Oxm.Ipv6Dst : Oxm.Ipv4Dst] = value.Value;
    }

    public byte Ttl
    {
        get => (byte)this[Oxm.IpTtl];
        set => this[Oxm.IpTtl] = value;
    }

    public FlowFields Clone() => new(_values, Length);

    public bool Matches(Match match)
    {
        foreach (var (field, value, mask) in match.Fields)
        {
            if ((this[field] & mask) != value)
                return false;
        }
        if (!match.Unknown.IsEmpty)
            throw new UnknownStepException($"A flow matches a field that is not understood: {match}.");
        return true;
    }

    public UInt128 Read(Subfield bits) => this[bits.Field] >> bits.Offset & Ones(bits.Bits);

    public void Write(Subfield bits, UInt128 value)
    {
        var mask = Ones(bits.Bits) << bits.Offset;
        this[bits.Field] = this[bits.Field] & ~mask | value << bits.Offset & mask;
    }

    /// <summary>A packet that leaves a bridge takes its headers along and nothing else.</summary>
    public FlowFields HeadersOnly()
    {
        var headers = new FlowFields { Length = Length };
        foreach (var (field, value) in _values)
        {
            if (IsOfSwitch(field))
                continue;
            headers._values[field] = value;
        }
        return headers;
    }

    // The table of fields begins with what the switch keeps; connection tracking is at its end.
    private static bool IsOfSwitch(OxmField field) => SwitchFields.Contains(field);

    private static readonly HashSet<OxmField> SwitchFields =
    [
        Oxm.InPort, Oxm.Metadata, Oxm.PktMark, Oxm.RecircId, Oxm.DpHash, Oxm.ConjId,
        Oxm.TunId, Oxm.TunIpv4Src, Oxm.TunIpv4Dst, Oxm.TunIpv6Src, Oxm.TunIpv6Dst,
        .. Enumerable.Range(0, 16).Select(Oxm.Reg),
        Oxm.CtState, Oxm.CtZone, Oxm.CtMark, Oxm.CtLabel,
        Oxm.CtNwProto, Oxm.CtNwSrc, Oxm.CtNwDst, Oxm.CtIpv6Src, Oxm.CtIpv6Dst, Oxm.CtTpSrc, Oxm.CtTpDst,
    ];

    private static UInt128 Ones(int bits) => bits == 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1;
}
