using System.Collections.Immutable;
using System.Text;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>A meter and its bands (OpenFlow 1.3.5 §7.3.4.4). Bands of an experimenter are left out when read.</summary>
public sealed record Meter(uint Id, MeterFlags Flags, EquatableList<MeterBand> Bands) : IMultipartPart<Meter>
{
    /// <summary>The largest id of a meter that flows name (OFPM_MAX); those above stand for the switch's own ways to a controller.</summary>
    public const uint Max = 0xffff_0000;

    public const uint All = 0xffff_ffff;

    private const ushort Drop = 1;
    private const ushort DscpRemark = 2;
    private const ushort BandBytes = 16;

    void IMultipartPart<Meter>.Write(WireWriter wire)
    {
        var start = wire.Length;
        wire.U16(0);
        WriteBody(wire);
        wire.PatchU16(start, wire.Length - start);
    }

    static Meter? IMultipartPart<Meter>.Read(ref WireReader wire)
    {
        var length = wire.U16();
        var entry = new WireReader(wire.Bytes(length - 2));
        return ReadBody(ref entry);
    }

    /// <summary>Flags (16 bits), id (32), bands: what a configuration and a meter_mod have in common.</summary>
    internal void WriteBody(WireWriter wire)
    {
        wire.U16((ushort)Flags);
        wire.U32(Id);
        foreach (var band in Bands)
        {
            wire.U16(band.DscpPrecedence is null ? Drop : DscpRemark);
            wire.U16(BandBytes);
            wire.U32(band.Rate);
            wire.U32(band.BurstSize);
            wire.U8(band.DscpPrecedence ?? 0);
            wire.Zeros(3);
        }
    }

    internal static Meter? ReadBody(ref WireReader wire)
    {
        var flags = (MeterFlags)wire.U16();
        var id = wire.U32();
        var bands = ImmutableArray.CreateBuilder<MeterBand>();
        while (wire.Remaining > 0)
        {
            var type = wire.U16();
            var length = wire.U16();
            var band = new WireReader(wire.Bytes(length - 4));
            var (rate, burst, precedence) = (band.U32(), band.U32(), band.U8());
            if (wire.Failed || band.Failed)
                return null;
            if (type is Drop or DscpRemark)
                bands.Add(new MeterBand(rate, burst, type is Drop ? null : precedence));
        }
        return wire.Failed ? null : new Meter(id, flags, new EquatableList<MeterBand>(bands.ToImmutable()));
    }

    /// <summary>As <c>ovs-ofctl add-meter</c> takes it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"meter={Id}");
        if (Flags.HasFlag(MeterFlags.KilobitsPerSecond))
            text.Append(",kbps");
        if (Flags.HasFlag(MeterFlags.PacketsPerSecond))
            text.Append(",pktps");
        if (Flags.HasFlag(MeterFlags.Burst))
            text.Append(",burst");
        if (Flags.HasFlag(MeterFlags.Stats))
            text.Append(",stats");
        foreach (var band in Bands)
        {
            text.Append($",band=type={(band.DscpPrecedence is null ? "drop" : "dscp_remark")},rate={band.Rate}");
            if (Flags.HasFlag(MeterFlags.Burst))
                text.Append($",burst_size={band.BurstSize}");
            if (band.DscpPrecedence is { } precedence)
                text.Append($",prec_level={precedence}");
        }
        return text.ToString();
    }
}
