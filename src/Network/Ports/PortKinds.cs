using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Network.Ports;

/// <summary>The kinds of values that only ports have.</summary>
internal static class PortKinds
{
    private const int MaxAddressPairs = 10;

    private static readonly IpPrefix[] MulticastRanges = [IpPrefix.Parse("224.0.0.0/4"), IpPrefix.Parse("ff00::/8")];

    public static readonly ParsedKind<MacAddress> Mac = new("a valid MAC address", "mac",
        static (string text, out MacAddress mac) => MacAddress.TryParse(text, out mac))
    {
        Check = static mac => mac == MacAddress.Zero || mac.IsMulticast ? $"'{mac}' is not a valid MAC address" : null,
    };

    public static readonly ObjectKind<FixedIpRequest> FixedIp = new(
        static () => new FixedIpRequest(),
        new Field<FixedIpRequest, string?>("subnet_id", Kinds.Uuid.OrNull(), ip => ip.SubnetId, (ip, value) => ip with { SubnetId = value }),
        new Field<FixedIpRequest, IpAddress?>("ip_address", Kinds.Ip.OrNone(), ip => ip.Address, (ip, value) => ip with { Address = value }))
    {
        Check = static ip => ip is { SubnetId: null, Address: null } ? "a fixed IP needs 'subnet_id', 'ip_address' or both" : null,
    };

    public static readonly ParsedKind<PortStatus> Status = new("a port status", "status",
        static (string text, out PortStatus status) => TryParseStatus(text, out status),
        static status => status switch
        {
            PortStatus.Active => "ACTIVE",
            PortStatus.Build => "BUILD",
            PortStatus.Error => "ERROR",
            PortStatus.NotApplicable => "N/A",
            _ => "DOWN",
        });

    public static readonly ListKind<AllowedAddressPair> AddressPairs = new(
        new ObjectKind<AllowedAddressPair>(
            static () => new AllowedAddressPair(default, null),
            new Field<AllowedAddressPair, string>("ip_address", AddressOrBlock, ShowBlock, SetBlock) { Required = true },
            new Field<AllowedAddressPair, MacAddress?>(
                "mac_address", Kinds.Mac.OrNone(), pair => pair.MacAddress, (pair, value) => pair with { MacAddress = value }))
        {
            Check = static pair => pair switch
            {
                { MacAddress: { IsMulticast: true } mac } => $"MAC address {mac} is a multicast address, which is not supported",
                { IpAddress: var block } when IsMulticast(block) => $"{block} overlaps with the multicast range, which is not supported",
                _ => null,
            },
        },
        MaxAddressPairs);

    public static readonly ObjectKind<ExtraDhcpOption> DhcpOption = new(
        static () => new ExtraDhcpOption("", null),
        new Field<ExtraDhcpOption, string>("opt_name", Kinds.Text(255, min: 1), o => o.Name, (o, value) => o with { Name = value }) { Required = true },
        new Field<ExtraDhcpOption, string?>("opt_value", Kinds.Text(255).OrNull(), o => o.Value, (o, value) => o with { Value = value }) { Required = true },
        new Field<ExtraDhcpOption, long>("ip_version", Kinds.Integer(4, 6), o => o.IpVersion, (o, value) => o with { IpVersion = (int)value }));

    public static readonly ChoiceKind VnicType = new(
        "normal", "direct", "macvtap", "baremetal", "direct-physical", "virtio-forwarder", "smart-nic", "vdpa", "accelerator-direct",
        "accelerator-direct-physical", "remote-managed");

    public static readonly OptionalKind<string> DataPlaneStatus = new ChoiceKind("ACTIVE", "DOWN").OrNull();

    public static readonly VifDetailsKind VifDetails = new(new ObjectKind<VifDetails>(
        static () => new VifDetails(),
        new Field<VifDetails, bool>("port_filter", Kinds.Flag, d => d.PortFilter),
        new Field<VifDetails, bool?>("ovs_hybrid_plug", Kinds.Flag.OrNone(), d => d.OvsHybridPlug),
        new Field<VifDetails, string?>("bridge_name", Kinds.Text(64).OrNull(), d => d.BridgeName),
        new Field<VifDetails, string?>("datapath_type", Kinds.Text(64).OrNull(), d => d.DatapathType),
        new Field<VifDetails, string?>("binding_failure", Kinds.Text(1024).OrNull(), d => d.BindingFailure),
        new Field<VifDetails, string?>("bound_drivers", Kinds.Text(64).OrNull(), d => d.BoundDriver))
    {
        OmitNull = true,
    });

    public static readonly ObjectKind<DnsAssignment> DnsAssignment = new(
        static () => new DnsAssignment(default, "", ""),
        new Field<DnsAssignment, IpAddress>("ip_address", Kinds.Ip, a => a.Address),
        new Field<DnsAssignment, string>("hostname", Kinds.Text(255), a => a.Hostname),
        new Field<DnsAssignment, string>("fqdn", Kinds.Text(255), a => a.Fqdn));

    private static TextKind AddressOrBlock => new(1, 64)
    {
        Check = static text => IpPrefix.TryParse(text, out _) ? null : $"'{text}' is not a valid IP address or subnet",
    };

    public static EquatableList<FixedIpRequest> ShowFixedIps(Port port)
    {
        var shown = new FixedIpRequest[port.FixedIps.Count];
        for (var i = 0; i < shown.Length; i++)
            shown[i] = new FixedIpRequest(port.FixedIps[i].SubnetId, port.FixedIps[i].Address);
        return EquatableList.Create<FixedIpRequest>(shown);
    }

    /// <summary>Filters <c>subnet_id=…</c>, <c>ip_address=…</c> and <c>ip_address_substr=…</c> (extension <c>ip-substring-filtering</c>).</summary>
    public static bool HasFixedIp(EquatableList<FixedIpRequest> addresses, string text)
    {
        const string Substring = "ip_address_substr=";
        if (!text.StartsWith(Substring, StringComparison.Ordinal))
            return addresses.Items.Any(ip => FixedIp.Matches(ip, text));
        var part = text[Substring.Length..];
        return addresses.Items.Any(ip => ip.Address.ToString()!.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    private static bool TryParseStatus(string text, out PortStatus status)
    {
        status = PortStatus.NotApplicable;
        return text == "N/A" || Enum.TryParse(text, ignoreCase: true, out status);
    }

    // A block that holds everything holds multicast too; it is how users write "any address".
    private static bool IsMulticast(IpPrefix block) =>
        block.Length > 0 && MulticastRanges.Any(range => range.Version == block.Version && range.Overlaps(block));

    private static string ShowBlock(AllowedAddressPair pair) =>
        pair.IsBlock ? pair.IpAddress.ToString() : pair.IpAddress.Network.ToString();

    private static AllowedAddressPair SetBlock(AllowedAddressPair pair, string text) =>
        pair with { IpAddress = IpPrefix.Parse(text), IsBlock = text.Contains('/', StringComparison.Ordinal) };
}
