using Naru.Network.FloatingIps;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.PortForwardings;

/// <summary>The declaration of <c>/floatingips/{id}/port_forwardings</c>.</summary>
public static class PortForwardingResource
{
    /// <summary>What has port numbers that the kernel can translate.</summary>
    private static readonly ChoiceKind Protocol = new("tcp", "udp", "sctp") { AnyCase = true };

    private static readonly OptionalValueKind<long> Port = Kinds.Integer(1, PortRange.Max).OrNone();

    private static readonly OptionalValueKind<PortRange> Range =
        new ParsedKind<PortRange>("a range of ports from 1 to 65535, such as '80:90'", "port-range", PortRange.TryParse).OrNone();

    private static readonly Field<PortForwarding, long?> ExternalPort = new(
        "external_port", Port, f => Single(f.External), (f, value) => value is { } port ? f with { External = PortRange.Of(port) } : f)
    {
        Access = Access.CreateUpdate, Query = Query.FilterSort,
    };

    private static readonly Field<PortForwarding, long?> InternalPort = new(
        "internal_port", Port, f => Single(f.Internal), (f, value) => value is { } port ? f with { Internal = PortRange.Of(port) } : f)
    {
        Access = Access.CreateUpdate, Query = Query.Filter,
    };

    private static readonly Field<PortForwarding, IpAddress> InternalAddress = new(
        "internal_ip_address", Kinds.Ip, f => f.InternalAddress, (f, value) => f with { InternalAddress = value })
    {
        Access = Access.CreateUpdate, Query = Query.Filter, Required = true,
    };

    private static readonly Field<PortForwarding, string> InternalPortId = new(
        "internal_port_id", Kinds.Uuid, f => f.InternalPortId, (f, value) => f with { InternalPortId = value })
    {
        Access = Access.CreateUpdate, Query = Query.FilterSort, Required = true,
    };

    private static readonly Field<PortForwarding, string> ProtocolField = new(
        "protocol", Protocol, f => f.Protocol, (f, value) => f with { Protocol = value })
    {
        Access = Access.CreateUpdate, Query = Query.FilterSort, Required = true,
    };

    public static readonly ResourceDefinition<PortForwarding> Definition = new("port_forwarding", "port_forwardings", PortForwardingTable.Table)
    {
        Path = "floatingips/{floatingip_id}/port_forwardings",
        Extension = "floating-ip-port-forwarding",
        ErrorName = "PortForwarding",
        Title = "Port Forwarding",
        Blank = static () => new PortForwarding(),
        ParentId = static forwarding => forwarding.FloatingIpId,
        Fields =
        [
            StandardFields.Id<PortForwarding>(),
            // Accepted as everywhere, not shown: the owner is that of the floating IP.
            new Field<PortForwarding, string>("project_id", Kinds.Text(255), f => f.ProjectId, (f, value) => f with { ProjectId = value })
            {
                Access = Access.Create, Alias = "tenant_id", WriteOnly = true,
            },
            ExternalPort,
            InternalPort,
            new Field<PortForwarding, PortRange?>(
                "external_port_range", Range, f => f.External, (f, value) => value is { } range ? f with { External = range } : f)
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Extension = "floating-ip-port-forwarding-port-ranges",
            },
            new Field<PortForwarding, PortRange?>(
                "internal_port_range", Range, f => f.Internal, (f, value) => value is { } range ? f with { Internal = range } : f)
            {
                Access = Access.CreateUpdate, Extension = "floating-ip-port-forwarding-port-ranges",
            },
            InternalAddress,
            ProtocolField,
            InternalPortId,
            new Field<PortForwarding, string>("description", Kinds.Description, f => f.Description, (f, value) => f with { Description = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter, Extension = "floating-ip-port-forwarding-description",
            },
        ],
    };

    private static readonly ObjectKind<PortForwarding> Listed = new(
        static () => new PortForwarding(),
        new Field<PortForwarding, string>("id", Kinds.Uuid, f => f.Id),
        ProtocolField,
        InternalAddress,
        InternalPort,
        ExternalPort,
        InternalPortId,
        new Field<PortForwarding, PortRange?>("external_port_range", Range, f => f.External.IsSingle ? null : f.External),
        new Field<PortForwarding, PortRange?>("internal_port_range", Range, f => f.External.IsSingle ? null : f.Internal))
    {
        OmitNull = true,
    };

    /// <summary>The port forwardings of a floating IP, as the floating IP shows them.</summary>
    public static readonly Field<FloatingIp, EquatableList<PortForwarding>> InFloatingIp = new(
        "port_forwardings", Kinds.ListOf(Listed), Of)
    {
        Extension = "expose-port-forwarding-in-fip",
    };

    private static EquatableList<PortForwarding> Of(IStateReader state, FloatingIp floating) =>
        PortForwardingTable.ByFloatingIp.Of(state, floating.Id).OrderBy(forwarding => forwarding.CreatedAt).ToEquatableList();

    private static long? Single(PortRange range) => range.IsSingle && range != default ? range.First : null;
}
