namespace Naru.Lab.Hosts;

/// <summary>The host behind the external network: the provider's router, and an address "on the internet".</summary>
public static class OutsideWorld
{
    public const string GatewayAddress = "203.0.113.1";

    /// <summary>What is behind the gateway: everybody who comes out of the cloud has an address of it.</summary>
    public const string ProviderPrefix = "203.0.113.0/24";

    /// <summary>Where shares are exported: in the provider's network, so that instances come there by their router.</summary>
    public const string ShareAddress = "203.0.113.2";

    /// <summary>Reached from the cloud only through its gateway; from here only what the provider's network holds is reached.</summary>
    public const string InternetAddress = "198.51.100.1";

    /// <summary>Likewise for IPv6: the gateway of an external subnet 2001:db8:113::/64, and an address behind it. Prefixes of projects are routed where a test says.</summary>
    public const string Prefix6 = "2001:db8:113::/64";
    public const string GatewayAddress6 = "2001:db8:113::1";
    public const string InternetAddress6 = "2001:db8:100::1";

    // Its frames enter the switches of the other hosts through a raw socket, where a checksum left to the hardware stays
    // undone: ping would pass, TCP and UDP would not.
    private const string Settle = """
        ip address replace 203.0.113.1/24 dev eth1
        ip address replace 203.0.113.2/24 dev eth1
        ip address replace 198.51.100.1/32 dev lo
        ip link set eth1 up
        ip address replace 2001:db8:113::1/64 dev eth1 nodad
        ip address replace 2001:db8:100::1/128 dev lo
        ip link set enp0s9 up
        ip link set enp0s10 up
        ethtool -K eth1 tx off >/dev/null
        """;

    public static Task EnsureAsync(LabShell shell, CancellationToken cancellation) =>
        shell.ScriptAsync(Settle, new Dictionary<string, string>(), cancellation);
}
