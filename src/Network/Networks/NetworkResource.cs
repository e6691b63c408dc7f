using Naru.Network.AddressScopes;
using Naru.Network.Agents;
using Naru.Network.Qos;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.Networks;

/// <summary>The declaration of <c>/networks</c>.</summary>
public static class NetworkResource
{
    /// <summary>The smallest MTU that the API accepts: what IPv4 asks of every link (RFC 791).</summary>
    public const int MinMtu = 68;

    private static readonly ValueKind<string?> NetworkType = Kinds.OneOf("local", "flat", "vlan", "vxlan", "gre", "geneve").OrNull();
    private static readonly ValueKind<string?> PhysicalNetwork = Kinds.Text(64).OrNull();
    private static readonly ValueKind<long?> SegmentationId = Kinds.Integer(0, uint.MaxValue).OrNone();

    private static readonly ObjectKind<SegmentRequest> SegmentKind = new(
        static () => new SegmentRequest(),
        new Field<SegmentRequest, string?>("provider:network_type", NetworkType, s => s.NetworkType, (s, value) => s with { NetworkType = value }),
        new Field<SegmentRequest, string?>("provider:physical_network", PhysicalNetwork, s => s.PhysicalNetwork, (s, value) => s with { PhysicalNetwork = value }),
        new Field<SegmentRequest, long?>("provider:segmentation_id", SegmentationId, s => s.SegmentationId, (s, value) => s with { SegmentationId = value }));

    public static readonly ResourceDefinition<VirtualNetwork> Definition = new("network", "networks", NetworkTable.Table)
    {
        Blank = static () => new VirtualNetwork(),
        ByProject = NetworkTable.ByProject,
        Quota = "network",
        Tagged = true,
        ReadPolicy = NetworkPolicy.ReaderServiceOrAdmin,
        AlsoVisibleTo = NetworkAccess.IsOpenTo,
        Fields =
        [
            StandardFields.Id<VirtualNetwork>(),
            new Field<VirtualNetwork, string>("name", Kinds.Name, n => n.Name, (n, value) => n with { Name = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            StandardFields.ProjectId<VirtualNetwork>(),
            new Field<VirtualNetwork, bool>("admin_state_up", Kinds.Flag, n => n.AdminStateUp, (n, value) => n with { AdminStateUp = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<VirtualNetwork, string>("status", Kinds.Text(16), n => n.Status) { Query = Query.FilterSort },
            new Field<VirtualNetwork, EquatableList<string>>("subnets", Kinds.ListOf(Kinds.Uuid), SubnetIds),
            new Field<VirtualNetwork, bool>("shared", Kinds.Flag, n => n.Shared, (n, value) => n with { Shared = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, CreatePolicy = Rules.AdminOnly, UpdatePolicy = Rules.AdminOnly,
            },
            new Field<VirtualNetwork, bool>("router:external", Kinds.Flag, n => n.IsExternal, (n, value) => n with { IsExternal = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Extension = "external-net",
                CreatePolicy = Rules.AdminOnly, UpdatePolicy = Rules.AdminOnly,
            },
            new Field<VirtualNetwork, bool>("is_default", Kinds.Flag, n => n.IsDefault, (n, value) => n with { IsDefault = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Extension = "auto-allocated-topology",
                CreatePolicy = Rules.AdminOnly, UpdatePolicy = Rules.AdminOnly,
            },
            new Field<VirtualNetwork, long>("mtu", Kinds.Integer(0, 65_535), n => n.Mtu, (n, value) => n with { Mtu = (int)value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Extension = "net-mtu",
            },
            new Field<VirtualNetwork, bool>("port_security_enabled", Kinds.Flag, n => n.PortSecurityEnabled, (n, value) => n with { PortSecurityEnabled = value })
            {
                Access = Access.CreateUpdate, Extension = "port-security",
            },
            new Field<VirtualNetwork, string>("dns_domain", DnsNames.Domain, n => n.DnsDomain, (n, value) => n with { DnsDomain = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter, Extension = "dns-integration",
            },
            new Field<VirtualNetwork, EquatableList<string>>(
                "availability_zone_hints", Kinds.ListOf(Kinds.Text(255)), n => n.AvailabilityZoneHints, (n, value) => n with { AvailabilityZoneHints = value })
            {
                Access = Access.Create, Extension = "network_availability_zone",
            },
            NetworkZones.Field,
            new Field<VirtualNetwork, bool>("l2_adjacency", Kinds.Flag, HasL2Adjacency) { Extension = "l2_adjacency" },
            Provider("provider:network_type", NetworkType, segment => segment.NetworkType, (segment, value) => segment with { NetworkType = value }),
            Provider("provider:physical_network", PhysicalNetwork, segment => segment.PhysicalNetwork, (segment, value) => segment with { PhysicalNetwork = value }),
            Provider("provider:segmentation_id", SegmentationId, segment => segment.SegmentationId, (segment, value) => segment with { SegmentationId = value }),
            new Field<VirtualNetwork, EquatableList<SegmentRequest>>(
                "segments", Kinds.ListOf(SegmentKind), AllSegments, (n, value) => n with { RequestedSegments = value })
            {
                Access = Access.Create, Extension = "multi-provider",
                CreatePolicy = Rules.AdminOnly, ReadPolicy = Rules.AdminOnly,
                HideWhen = (state, n) => SegmentTable.ByNetwork.CountOf(state, n.Id) < 2,
            },
            .. AddressScopeResource.NetworkFields,
            .. QosFields.OfNetworks,
            StandardFields.Description<VirtualNetwork>(),
            .. StandardFields.Trailer<VirtualNetwork>(),
        ],
    };

    /// <summary>An attribute of a network's only segment; a network with several shows <c>segments</c> instead.</summary>
    private static Field<VirtualNetwork, TValue> Provider<TValue>(
        string name, ValueKind<TValue> kind, Func<SegmentRequest, TValue> get, Func<SegmentRequest, TValue, SegmentRequest> set) =>
        new(name, kind, (state, network) => get(OnlySegment(state, network)), (network, value) => network with
        {
            RequestedSegments = [set(network.RequestedSegments.IsEmpty ? new SegmentRequest() : network.RequestedSegments[0], value)],
        })
        {
            Access = Access.CreateUpdate,
            Query = Query.FilterSort,
            Extension = "provider",
            CreatePolicy = Rules.AdminOnly,
            UpdatePolicy = Rules.AdminOnly,
            ReadPolicy = Rules.AdminOnly,
            HideWhen = (state, network) => SegmentTable.ByNetwork.CountOf(state, network.Id) > 1,
        };

    private static SegmentRequest OnlySegment(IStateReader state, VirtualNetwork network) =>
        SegmentTable.Of(state, network.Id) is [var only, ..] ? Describe(only) : new SegmentRequest();

    private static EquatableList<SegmentRequest> AllSegments(IStateReader state, VirtualNetwork network) =>
        SegmentTable.Of(state, network.Id).Select(Describe).ToEquatableList();

    private static SegmentRequest Describe(Segment segment) => new(segment.NetworkType, segment.PhysicalNetwork, segment.SegmentationId);

    private static EquatableList<string> SubnetIds(IStateReader state, VirtualNetwork network) =>
        SubnetTable.ByNetwork.Of(state, network.Id).Select(subnet => subnet.Id).ToEquatableList();

    // A routed network, whose subnets belong to segments, is not one broadcast domain.
    private static bool HasL2Adjacency(IStateReader state, VirtualNetwork network) =>
        SubnetTable.ByNetwork.Of(state, network.Id).All(subnet => subnet.SegmentId is null);
}
