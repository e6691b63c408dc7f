namespace Naru.Walk.Told;

/// <summary>The devices of a hop on which a capture sees its packets.</summary>
public static class HopDevices
{
    private const string Card = "eth0";

    private static readonly string[] Prefixes = ["tap", "qvo", "qr-", "qg-", "sg-", "fg-"];

    /// <summary>In the order of the way. Patches between bridges and tunnel ports of a switch are no devices of the host.</summary>
    public static IEnumerable<string> Of(Hop hop) => hop.Kind switch
    {
        HopKind.Instance => [Card],
        HopKind.LinuxBridge or HopKind.NetworkBridge => new[] { hop.From, hop.To }.Where(device => device.Length > 0),
        HopKind.IntegrationBridge => new[] { hop.From, hop.To }.Where(device => Array.Exists(Prefixes, prefix => device.StartsWith(prefix, StringComparison.Ordinal))),
        HopKind.Underlay => [Card],
        HopKind.ProviderBridge => new[] { hop.From, hop.To }.Where(device => device.StartsWith("eth", StringComparison.Ordinal)),
        _ => [],
    };
}
