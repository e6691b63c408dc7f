using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Routing;

/// <summary>What QoS policies let pass per address of a router on its external network; what is more is dropped.</summary>
internal static class RouterLimits
{
    private const int BytesPerKilobit = 1000 / 8;

    /// <summary>Beyond this the kernel cannot count, and no link is as fast: 100 Gbit/s.</summary>
    private const long FastestKilobits = 100_000_000;

    /// <summary>In kilobits or packets: the kernel counts a burst in 32 bits of bytes.</summary>
    private const long LargestBurst = uint.MaxValue / BytesPerKilobit;

    public static IEnumerable<string> Entering(RouterTranslations translations) =>
        from limited in Limited(translations)
        from limit in Limits(limited.Qos.IngressBandwidth, limited.Qos.IngressPackets)
        select $"iifname \"{translations.DeviceOf(limited.Address)}\" ip daddr {limited.Address} {limit} drop";

    public static IEnumerable<string> Leaving(RouterTranslations translations) =>
        from limited in Limited(translations)
        from limit in Limits(limited.Qos.EgressBandwidth, limited.Qos.EgressPackets)
        select $"oifname \"{translations.DeviceOf(limited.Address)}\" ip saddr {limited.Address} {limit} drop";

    private static IEnumerable<(IpAddress Address, NodeQos Qos)> Limited(RouterTranslations translations)
    {
        if (translations is { GatewayAddress: { } gateway, GatewayQos: { } own })
            yield return (gateway, own);
        var floating = translations.FloatingIps.Select(floating => (floating.FloatingAddress, floating.Qos))
            .Concat(translations.PortForwardings.Select(forwarding => (forwarding.FloatingAddress, forwarding.Qos)));
        foreach (var (address, qos) in floating.DistinctBy(pair => pair.FloatingAddress))
        {
            if (qos is not null)
                yield return (address, qos);
        }
    }

    private static IEnumerable<string> Limits(NodeRate? bandwidth, NodeRate? packets)
    {
        if (bandwidth is { Rate: <= FastestKilobits })
            yield return $"limit rate over {bandwidth.Rate * BytesPerKilobit} bytes/second burst {BurstOf(bandwidth) * BytesPerKilobit} bytes";
        if (packets is not null)
            yield return $"limit rate over {packets.Rate}/second burst {BurstOf(packets)} packets";
    }

    // As with the meters of br-int: TCP needs a burst of about a second to get what it may have.
    private static long BurstOf(NodeRate limit) => Math.Min(limit.Burst > 0 ? limit.Burst : limit.Rate, LargestBurst);
}
