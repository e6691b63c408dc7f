namespace Naru.Protocols.Packets.Dhcp;

/// <summary>The options that this code speaks of by name; any other code is carried as a number (RFC 2132 and later).</summary>
public enum DhcpOptionCode
{
    Pad = 0,
    SubnetMask = 1,
    Router = 3,
    DnsServer = 6,
    HostName = 12,
    DomainName = 15,
    Mtu = 26,
    NtpServer = 42,
    RequestedAddress = 50,
    LeaseTime = 51,
    Overload = 52,
    MessageType = 53,
    ServerIdentifier = 54,
    ParameterRequestList = 55,
    Message = 56,
    MaximumMessageSize = 57,
    RenewalTime = 58,
    RebindingTime = 59,
    ClientIdentifier = 61,
    TftpServer = 66,
    BootFile = 67,
    RelayAgentInformation = 82,

    /// <summary>RFC 3397.</summary>
    DomainSearch = 119,

    /// <summary>RFC 3442.</summary>
    ClasslessRoutes = 121,

    /// <summary>The same as 121, under the number that older Windows asks for.</summary>
    MicrosoftClasslessRoutes = 249,

    /// <summary>Ends the list; as a name of Neutron's <c>extra_dhcp_opts</c> it stands for <c>siaddr</c>.</summary>
    End = 255,
}
