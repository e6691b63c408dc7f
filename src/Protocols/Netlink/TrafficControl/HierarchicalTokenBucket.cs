using System.Runtime.InteropServices;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.TrafficControl;

/// <summary>One class of a hierarchical token bucket (tc-htb(8)) that takes everything a link sends.</summary>
/// <param name="BytesPerSecond">The rate that it always gets.</param>
/// <param name="CeilingBytesPerSecond">The rate that it gets when nobody else needs it; not below the first.</param>
/// <param name="BurstBytes">How much may go at once.</param>
public sealed record HierarchicalTokenBucket(ulong BytesPerSecond, ulong CeilingBytesPerSecond, uint BurstBytes)
{
    /// <summary>As <see cref="QueueingDiscipline.Kind"/> names it.</summary>
    public const string KindName = "htb";

    /// <summary>The number of the class, 1:1, to which the discipline gives what no filter takes.</summary>
    internal const uint ClassHandle = 0x10001;

    // struct tc_htb_glob: version, rate2quantum, default class, debug, direct packets.
    private const int GlobalLength = 20;
    private const uint Version = 3;

    // quantum = rate / rate2quantum; given below, so that this default of tc is never used.
    private const uint RateToQuantum = 10;

    // struct tc_htb_opt: rate and ceiling (struct tc_ratespec), buffer, cbuffer, quantum, level, prio.
    private const int ClassLength = 44;

    // What one class sends before the next has its turn: at least a full frame. With one class nobody waits.
    private const uint Quantum = 1514 * 10;

    internal static void WriteDiscipline(NetlinkMessage message)
    {
        Span<byte> global = stackalloc byte[GlobalLength];
        global.Clear();
        MemoryMarshal.Write(global, Version);
        MemoryMarshal.Write(global[4..], RateToQuantum);
        MemoryMarshal.Write(global[8..], ClassHandle & 0xffff);
        message.Add(Tca.Htb.Init, global);
    }

    internal void WriteClass(NetlinkMessage message)
    {
        Span<byte> parameters = stackalloc byte[ClassLength];
        parameters.Clear();
        RateSpecification.Write(parameters, BytesPerSecond);
        RateSpecification.Write(parameters[RateSpecification.Length..], CeilingBytesPerSecond);
        MemoryMarshal.Write(parameters[24..], RateSpecification.Ticks(BurstBytes, BytesPerSecond));
        MemoryMarshal.Write(parameters[28..], RateSpecification.Ticks(BurstBytes, CeilingBytesPerSecond));
        MemoryMarshal.Write(parameters[32..], Quantum);
        message.Add(Tca.Htb.Parameters, parameters);
        message.Add(Tca.Htb.Rate64, BytesPerSecond);
        message.Add(Tca.Htb.Ceiling64, CeilingBytesPerSecond);
    }
}
