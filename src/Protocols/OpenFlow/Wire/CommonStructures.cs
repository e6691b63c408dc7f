using System.Text;
using Naru.Primitives;

namespace Naru.Protocols.OpenFlow.Wire;

/// <summary>Small structures that several messages have.</summary>
internal static class CommonStructures
{
    private const int NanosecondsPerTick = 100;

    /// <summary>Seconds (32 bits) and nanoseconds (32).</summary>
    public static void Duration(this WireWriter wire, TimeSpan duration)
    {
        wire.U32((uint)(duration.Ticks / TimeSpan.TicksPerSecond));
        wire.U32((uint)(duration.Ticks % TimeSpan.TicksPerSecond * NanosecondsPerTick));
    }

    public static TimeSpan Duration(this ref WireReader wire) =>
        new(wire.U32() * TimeSpan.TicksPerSecond + wire.U32() / NanosecondsPerTick);

    public static void Mac(this WireWriter wire, MacAddress address) => wire.Number(address.Value, MacAddress.Length);

    public static MacAddress Mac(this ref WireReader wire) => MacAddress.FromValue((ulong)wire.Number(MacAddress.Length));

    /// <summary>A text in a field of fixed length that ends with at least one zero.</summary>
    public static void Text(this WireWriter wire, string text, int bytes)
    {
        var octets = Encoding.UTF8.GetBytes(text).AsSpan();
        octets = octets[..Math.Min(octets.Length, bytes - 1)];
        wire.Bytes(octets);
        wire.Zeros(bytes - octets.Length);
    }

    public static string Text(this ref WireReader wire, int bytes)
    {
        var octets = wire.Bytes(bytes);
        var end = octets.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? octets : octets[..end]);
    }
}
