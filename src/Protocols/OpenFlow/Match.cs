using System.Collections.Immutable;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow;

/// <summary>Which packets a flow is for: a set of conditions on fields.</summary>
/// <remarks>
/// Immutable. Always in the form in which Open vSwitch reports it on an OpenFlow 1.3 connection, however it was
/// built: wide registers become 32-bit ones, <c>vlan_tci</c> becomes <c>vlan_vid</c> and <c>vlan_pcp</c>, the 16-bit
/// <c>in_port</c> the 32-bit one, bits outside of a mask are zero, empty masks vanish. So a match that was written to a
/// switch equals the one read back.
/// </remarks>
public sealed class Match : IEquatable<Match>
{
    private const ushort TypeOxm = 1;
    private const ushort VlanPresent = 0x1000;
    private const ushort VlanVidBits = 0x1fff;
    private const ushort VlanPcpBits = 0xe000;

    /// <summary>Matches every packet.</summary>
    public static readonly Match Any = new([], []);

    private readonly ImmutableArray<OxmValue> _fields;
    // Zero until asked for: most matches are steps on the way to another.
    private int _hash;

    private Match(ImmutableArray<OxmValue> fields, EquatableList<OpaqueOxm> unknown) => (_fields, Unknown) = (fields, unknown);

    /// <summary>The conditions, in the order of the table of fields.</summary>
    public ReadOnlySpan<OxmValue> Fields => _fields.AsSpan();

    /// <summary>Conditions on fields that are not in the table, as the switch sent them.</summary>
    public EquatableList<OpaqueOxm> Unknown { get; }

    public Match With(OxmField field, UInt128 value) => With(field, value, field.FullMask);

    /// <summary>Adds a condition. Bits that already had one get the new value.</summary>
    public Match With(OxmField field, UInt128 value, UInt128 mask)
    {
        var fields = ImmutableArray.CreateBuilder<OxmValue>(_fields.Length + 1);
        fields.AddRange(_fields);
        if (IsCanonical(field) && field != Oxm.VlanPcp)
            Merge(fields, new OxmValue(field, value, mask & field.FullMask));
        else
            foreach (var condition in Canonical(field, value, mask))
                Merge(fields, condition);
        return new Match(fields.DrainToImmutable(), Unknown);
    }

    /// <summary>The condition on a field, if there is one.</summary>
    public bool TryGet(OxmField field, out OxmValue condition)
    {
        foreach (var candidate in _fields)
        {
            if (candidate.Field == field)
            {
                condition = candidate;
                return true;
            }
        }
        condition = default;
        return false;
    }

    public bool Equals(Match? other) =>
        ReferenceEquals(this, other) || (other is not null && Fields.SequenceEqual(other.Fields) && Unknown == other.Unknown);

    public override bool Equals(object? obj) => Equals(obj as Match);

    public override int GetHashCode()
    {
        if (_hash == 0)
        {
            var hash = new HashCode();
            foreach (var (field, value, mask) in _fields)
            {
                hash.Add(field.Order);
                hash.Add(value);
                hash.Add(mask);
            }
            _hash = hash.ToHashCode();
        }
        return _hash;
    }

    /// <summary>As <c>ovs-ofctl dump-flows</c> prints it; the empty string for a match of everything.</summary>
    public override string ToString() => MatchText.Format(this);

    /// <summary><c>ofp_match</c>: type (16 bits), length without padding (16), entries, zeros up to a multiple of 8 octets.</summary>
    internal void Write(WireWriter wire)
    {
        var start = wire.Length;
        wire.U16(TypeOxm);
        wire.U16(0);
        foreach (var field in _fields)
            field.Write(wire);
        foreach (var (header, isMasked, payload) in Unknown)
        {
            header.Write(wire, payload.Count, isMasked);
            wire.Bytes(payload.Items.AsSpan());
        }
        wire.PatchU16(start + 2, wire.Length - start);
        wire.PadTo8(start);
    }

    internal static Match? Read(ref WireReader wire)
    {
        var type = wire.U16();
        var length = wire.U16();
        var entries = new WireReader(wire.Bytes(length - 4));
        wire.Skip((8 - length % 8) % 8);
        if (type != TypeOxm || wire.Failed)
            return null;

        return ReadEntries(entries.Rest);
    }

    /// <summary>Reads entries that fill the octets; null if their lengths do not add up.</summary>
    internal static Match? ReadEntries(ReadOnlySpan<byte> octets)
    {
        var entries = new WireReader(octets);
        var fields = ImmutableArray.CreateBuilder<OxmValue>();
        var unknown = ImmutableArray.CreateBuilder<OpaqueOxm>();
        while (entries.Remaining > 0)
        {
            var header = OxmHeader.Read(ref entries, out var payloadBytes, out var masked);
            if (entries.Failed || payloadBytes > entries.Remaining)
                return null;
            var payload = entries.Rest[..payloadBytes];
            if (OxmValue.ReadPayload(ref entries, Oxm.Find(header), payloadBytes, masked) is not { } condition)
                unknown.Add(new OpaqueOxm(header, masked, EquatableList.Create(payload)));
            else if (IsCanonical(condition.Field))
                Merge(fields, condition);
            else
                foreach (var part in Canonical(condition.Field, condition.Value, condition.Mask))
                    Merge(fields, part);
        }
        return entries.Failed ? null : new Match(fields.DrainToImmutable(), new EquatableList<OpaqueOxm>(unknown.ToImmutable()));
    }

    private static bool IsCanonical(OxmField field) =>
        !Oxm.IsWideRegister(field) && field != Oxm.VlanTci && field != Oxm.InPortNxm && field != Oxm.NwTos;

    private static IEnumerable<OxmValue> Canonical(OxmField field, UInt128 value, UInt128 mask)
    {
        if (Oxm.IsWideRegister(field))
            return InRegisters(Oxm.FirstRegisterOf(field), field.Bits / 32, value, mask);
        if (field == Oxm.VlanTci)
            return InVlanFields((ushort)value, (ushort)mask);
        if (field == Oxm.VlanPcp)
            return [new(Oxm.VlanVid, VlanPresent, VlanPresent), new(field, value & 7, 7)];
        if (field == Oxm.InPortNxm)
            return [new(Oxm.InPort, value >= 0xff00 ? value + 0xffff_0000 : value, Oxm.InPort.FullMask)];
        if (field == Oxm.NwTos)
            return [new(Oxm.IpDscp, value >> 2, Oxm.IpDscp.FullMask)];
        return [new(field, value, mask & field.FullMask)];
    }

    private static IEnumerable<OxmValue> InRegisters(int first, int count, UInt128 value, UInt128 mask) =>
        from at in Enumerable.Range(0, count)
        let shift = 32 * (count - 1 - at)
        select new OxmValue(Oxm.Reg(first + at), (uint)(value >> shift), (uint)(mask >> shift));

    // A packet without a tag has no priority, so the switch forgets the mask of one where vlan_vid says "no tag".
    private static IEnumerable<OxmValue> InVlanFields(ushort value, ushort mask)
    {
        yield return new(Oxm.VlanVid, (ushort)(value & VlanVidBits), (ushort)(mask & VlanVidBits));
        if ((mask & VlanPcpBits) != VlanPcpBits || (value & mask & VlanVidBits) == 0)
            yield break;
        yield return new(Oxm.VlanVid, VlanPresent, VlanPresent);
        yield return new(Oxm.VlanPcp, (ushort)(value >> 13), 7);
    }

    private static void Merge(ImmutableArray<OxmValue>.Builder fields, OxmValue condition)
    {
        if (condition.Mask == 0)
            return;
        condition = condition with { Value = condition.Value & condition.Mask };
        var at = fields.Count;
        while (at > 0 && fields[at - 1].Field.Order >= condition.Field.Order)
            at--;
        if (at < fields.Count && fields[at].Field == condition.Field)
        {
            var old = fields[at];
            fields[at] = condition with { Value = (old.Value & ~condition.Mask) | condition.Value, Mask = old.Mask | condition.Mask };
        }
        else
        {
            fields.Insert(at, condition);
        }
    }
}
