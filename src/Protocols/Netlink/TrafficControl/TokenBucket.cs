using System.Runtime.InteropServices;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.TrafficControl;

/// <summary>A token bucket filter (tc-tbf(8)): everything a link sends, at most at this rate.</summary>
/// <param name="BytesPerSecond">The rate; an eighth of the bits that the API counts.</param>
/// <param name="BurstBytes">How much may go at once; at least one frame of the link, segmentation offload included, or those are dropped.</param>
public sealed record TokenBucket(ulong BytesPerSecond, uint BurstBytes)
{
    internal const string KindName = "tbf";

    /// <summary>How long a packet may wait before it is dropped; decides the length of the queue.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(50);

    // struct tc_tbf_qopt: two struct tc_ratespec of 12 bytes, then limit, buffer, mtu.
    private const int ParametersLength = 36;
    private const int LimitOffset = 24;
    private const int BufferOffset = 28;

    internal void Write(NetlinkMessage message)
    {
        Span<byte> parameters = stackalloc byte[ParametersLength];
        parameters.Clear();
        RateSpecification.Write(parameters, BytesPerSecond);
        MemoryMarshal.Write(parameters[LimitOffset..], (uint)Math.Min(uint.MaxValue, BytesPerSecond * Latency.TotalSeconds + BurstBytes));
        MemoryMarshal.Write(parameters[BufferOffset..], RateSpecification.Ticks(BurstBytes, BytesPerSecond));
        message.Add(Tca.Tbf.Parameters, parameters);
        message.Add(Tca.Tbf.Burst, BurstBytes);
        message.Add(Tca.Tbf.Rate64, BytesPerSecond);
    }

    internal static ulong? ReadRate(AttributeReader attributes)
    {
        if (attributes.Find(Tca.Tbf.Rate64) is { Value.Length: > 0 } rate)
            return rate.AsUInt64;
        var parameters = attributes.Find(Tca.Tbf.Parameters).Value;
        return parameters.Length >= ParametersLength ? RateSpecification.Read(parameters) : null;
    }
}
