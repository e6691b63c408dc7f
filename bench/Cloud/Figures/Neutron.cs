namespace Naru.Bench.Figures;

/// <summary>
/// What Neutron 21 (Debian 12: ML2, openvswitch agent with the OpenFlow firewall, MariaDB, RabbitMQ, 2 API workers) did with
/// the same requests. Measured earlier on another machine of the same kind (2 shared cores, the client on them), so that
/// ratios are orders of magnitude and not percentages. Of a range the better end for Neutron stands here.
/// </summary>
public static class Neutron
{
    /// <summary>Operations a second with 1 and with 8 clients.</summary>
    public static double? Rate(string operation, int clients) => (operation, clients) switch
    {
        ("token by password", 1) => 2.8,
        ("token by password", 8) => 5.6,
        ("create network", 1) => 4.5,
        ("create network", 8) => 7.6,
        ("create subnet", 1) => 3.7,
        ("create subnet", 8) => 3.8,
        ("create port", 1) => 4.3,
        ("create port", 8) => 4.5,
        ("update port", 1) => 6.0,
        ("update port", 8) => 7.6,
        ("create security group rule", 1) => 12.7,
        ("create security group rule", 8) => 19.7,
        ("get one port", 1) => 47,
        ("get one port", 8) => 81,
        ("list 1,000 ports", 1) => 1000 / 531.0,
        ("list 1,000 ports", 8) => 3.3,
        ("create 100 ports in one request", 1) => 1 / 24.7,
        _ => null,
    };

    /// <summary>Of 100 requests with 8 clients the slowest takes this long.</summary>
    public const double SlowestPortCreationMilliseconds = 2400;

    public const double StartSeconds = 10;
    public const double ServerMebibytes = 3568;
    public const double PortToActiveMilliseconds = 2482;
    public const double PortToPingMilliseconds = 1867;
    public const double PluggedToPingMilliseconds = 1105;
    public const double RuleToPingMilliseconds = 1196;
    public const double FloatingIpToPingMilliseconds = 2091;
    public const double FloatingIpToSilenceMilliseconds = 1668;

    /// <summary>With 200 ports.</summary>
    public const double AgentRestartSeconds = 124.8;

    public const double AgentRestartGapMilliseconds = 33;
}
