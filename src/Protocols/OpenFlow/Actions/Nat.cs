using System.Text;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>
/// Translates addresses, inside of a <see cref="Conntrack"/>. Without a kind it translates as the connection was when it
/// was committed.
/// </summary>
public sealed record Nat : FlowAction
{
    private const ushort PersistentFlag = 4;
    private const ushort HashFlag = 8;
    private const ushort RandomFlag = 16;

    public NatKind Kind { get; init; }

    /// <summary>The first address to use; null leaves the address alone.</summary>
    public IpAddress? Min { get; init; }

    /// <summary>The last address of a range; null where there is only one.</summary>
    public IpAddress? Max { get; init; }

    /// <summary>The first port to use; null lets the switch choose.</summary>
    public ushort? PortMin { get; init; }

    public ushort? PortMax { get; init; }

    /// <summary>The same client gets the same address again, also after a restart.</summary>
    public bool Persistent { get; init; }

    /// <summary>Ports are chosen by a hash of the connection.</summary>
    public bool HashedPorts { get; init; }

    /// <summary>Ports are chosen at random.</summary>
    public bool RandomPorts { get; init; }

    internal override void Write(WireWriter wire)
    {
        var start = wire.BeginNicira(NiciraAction.Nat);
        wire.Zeros(2);
        wire.U16((ushort)((int)Kind | (Persistent ? PersistentFlag : 0) | (HashedPorts ? HashFlag : 0) | (RandomPorts ? RandomFlag : 0)));
        wire.U16((ushort)(Bit(Min, v4: 1, v6: 4) | Bit(Max, v4: 2, v6: 8) | (PortMin is null ? 0 : 16) | (PortMax is null ? 0 : 32)));
        foreach (var address in (ReadOnlySpan<IpAddress?>)[Min, Max])
        {
            if (address is { } given)
                wire.Number(given.Value, given.Bits / 8);
        }
        if (PortMin is { } first)
            wire.U16(first);
        if (PortMax is { } last)
            wire.U16(last);
        wire.End(start);
    }

    private static int Bit(IpAddress? address, int v4, int v6) => address is not { } given ? 0 : given.IsV4 ? v4 : v6;

    internal static Nat? Read(ref WireReader body)
    {
        body.Skip(2);
        var flags = body.U16();
        var present = body.U16();
        if (flags > 31 || (flags & 3) == 3 || present > 63)
            return null;
        var nat = new Nat
        {
            Kind = (NatKind)(flags & 3),
            Persistent = (flags & PersistentFlag) != 0,
            HashedPorts = (flags & HashFlag) != 0,
            RandomPorts = (flags & RandomFlag) != 0,
        };
        if ((present & 1) != 0)
            nat = nat with { Min = IpAddress.V4(body.U32()) };
        if ((present & 2) != 0)
            nat = nat with { Max = IpAddress.V4(body.U32()) };
        if ((present & 4) != 0)
            nat = nat with { Min = IpAddress.V6(body.Number(16)) };
        if ((present & 8) != 0)
            nat = nat with { Max = IpAddress.V6(body.Number(16)) };
        if ((present & 16) != 0)
            nat = nat with { PortMin = body.U16() };
        if ((present & 32) != 0)
            nat = nat with { PortMax = body.U16() };
        return nat;
    }

    internal override void Print(StringBuilder text)
    {
        text.Append("nat");
        if (Kind is NatKind.AsCommitted)
            return;
        text.Append(Kind is NatKind.Source ? "(src" : "(dst");
        if (Min is { } min)
        {
            text.Append('=').Append(Bracketed(min));
            if (Max is { } max && max != min)
                text.Append('-').Append(Bracketed(max));
            if (PortMin is > 0 and var first)
            {
                text.Append(':').Append(first);
                if (PortMax is { } last && last != first)
                    text.Append('-').Append(last);
            }
        }
        text.Append(',');
        if (Persistent)
            text.Append("persistent,");
        if (HashedPorts)
            text.Append("hash,");
        if (RandomPorts)
            text.Append("random,");
        text.Close();
    }

    private string Bracketed(IpAddress address) => address.IsV6 && PortMin is > 0 ? $"[{address}]" : address.ToString();
}
