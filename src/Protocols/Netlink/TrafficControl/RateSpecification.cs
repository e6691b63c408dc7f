using System.Runtime.InteropServices;

namespace Naru.Protocols.Netlink.TrafficControl;

/// <summary><c>struct tc_ratespec</c>: cell log, link layer, overhead, cell align, mpu, rate.</summary>
internal static class RateSpecification
{
    public const int Length = 12;

    private const int RateOffset = 8;

    // TC_LINKLAYER_ETHERNET: without it the kernel wants a table of 256 precomputed times.
    private const byte Ethernet = 1;

    // The clock of /proc/net/psched: a tick is 64 ns, on every kernel since 2.6.
    private const ulong TicksPerSecond = 15_625_000;

    public static void Write(Span<byte> specification, ulong bytesPerSecond)
    {
        specification[1] = Ethernet;
        // What does not fit is in a 64-bit attribute of its own.
        MemoryMarshal.Write(specification[RateOffset..], (uint)Math.Min(uint.MaxValue, bytesPerSecond));
    }

    public static uint Read(ReadOnlySpan<byte> specification) => MemoryMarshal.Read<uint>(specification[RateOffset..]);

    /// <summary>How long so many bytes take at a rate.</summary>
    public static uint Ticks(uint bytes, ulong bytesPerSecond) =>
        (uint)Math.Min(uint.MaxValue, bytes * TicksPerSecond / Math.Max(1, bytesPerSecond));
}
