using Naru.NodeContract;
using Naru.Walk.Told;

namespace Naru.Walk.Telling;

/// <summary>Headers in one line, and what of them changed.</summary>
public static class HeaderText
{
    /// <summary><c>192.168.50.3:40000 → 192.168.50.4:80, fa:16:… → fa:16:…, vlan 1, ttl 64</c>.</summary>
    public static string Of(Headers headers)
    {
        var parts = new List<string> { Ip(headers) };
        if (headers.EthSrc is not null || headers.EthDst is not null)
            parts.Add($"{headers.EthSrc?.ToString() ?? "?"} → {headers.EthDst?.ToString() ?? "?"}");
        if (headers.Vlan is { } vlan)
            parts.Add($"vlan {vlan}");
        parts.Add($"ttl {headers.Ttl}");
        if (headers.Tunnel is { } tunnel)
            parts.Add(Of(tunnel));
        return string.Join(", ", parts);
    }

    /// <summary>What differs, each as <c>before → after</c>; empty where nothing does.</summary>
    public static string Changes(Headers before, Headers after, WalkLanguage language)
    {
        var parts = new List<string>();
        if (Ip(before) != Ip(after))
            parts.Add(Ip(after));
        if (before.EthSrc != after.EthSrc || before.EthDst != after.EthDst)
            parts.Add($"{after.EthSrc?.ToString() ?? "?"} → {after.EthDst?.ToString() ?? "?"}");
        if (before.Vlan != after.Vlan)
            parts.Add(after.Vlan is { } vlan ? $"vlan {vlan}" : language.Say(Phrase.NoVlan));
        if (before.Ttl != after.Ttl)
            parts.Add($"ttl {after.Ttl}");
        if (before.Tunnel != after.Tunnel)
            parts.Add(after.Tunnel is { } tunnel ? Of(tunnel) : language.Say(Phrase.NoTunnel));
        return string.Join(", ", parts);
    }

    private static string Ip(Headers headers) =>
        $"{headers.Source}{Port(headers.SourcePort)} → {headers.Destination}{Port(headers.DestinationPort)}{(headers.IcmpType is { } type ? $" icmp type {type}" : "")}";

    private static string Of(TunnelHeader tunnel) => $"{Name(tunnel.Type)} {tunnel.Id} ({tunnel.Source} → {tunnel.Destination})";

    private static string Name(SegmentType type) => type.ToString().ToLowerInvariant();

    private static string Port(ushort? port) => port is { } number ? $":{number}" : "";
}
