using System.Text.Json;
using Naru.Network.Networks;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.IpAvailability;

/// <summary>The declaration of <c>/network-ip-availabilities</c>: networks seen as stocks of addresses.</summary>
public static class IpAvailabilityResource
{
    private static readonly ObjectKind<SubnetUse> Details = new(
        static () => SubnetUse.None,
        new Field<SubnetUse, UInt128>("total_ips_in_subnet", new CountKind(), use => use.InSubnet),
        new Field<SubnetUse, UInt128>("total_ips_in_allocation_pool", new CountKind(), use => use.InPools),
        new Field<SubnetUse, UInt128>("used_ips_in_subnet", new CountKind(), use => use.Used),
        new Field<SubnetUse, UInt128>("used_ips_in_allocation_pool", new CountKind(), use => use.UsedInPools));

    private static readonly ObjectKind<SubnetUse> Subnet = new(
        static () => SubnetUse.None,
        new Field<SubnetUse, string>("subnet_id", Kinds.Uuid, use => use.SubnetId),
        new Field<SubnetUse, string>("subnet_name", Kinds.Name, use => use.Name),
        new Field<SubnetUse, IpPrefix>("cidr", Kinds.Prefix, use => use.Cidr),
        new Field<SubnetUse, long>("ip_version", Kinds.Integer(), use => use.Cidr.Version),
        new Field<SubnetUse, UInt128>("total_ips", new CountKind(), use => use.InPools),
        new Field<SubnetUse, UInt128>("used_ips", new CountKind(), use => use.Used),
        new Field<SubnetUse, SubnetUse>("ip_availability_details", Details, use => use));

    public static readonly ResourceDefinition<VirtualNetwork> Definition =
        new("network_ip_availability", "network_ip_availabilities", NetworkTable.Table)
    {
        Path = "network-ip-availabilities",
        Extension = "network-ip-availability",
        ErrorName = "Network",
        Title = "Network",
        Blank = static () => new VirtualNetwork(),
        Operations = Operations.Read,
        ReadPolicy = Rules.ServiceOrAdmin,
        Fields =
        [
            new Field<VirtualNetwork, string>("network_id", Kinds.Uuid, n => n.Id) { Query = Query.FilterSort },
            new Field<VirtualNetwork, string>("network_name", Kinds.Name, n => n.Name) { Query = Query.FilterSort },
            new Field<VirtualNetwork, string>("project_id", Kinds.Text(255), n => n.ProjectId) { Alias = "tenant_id", Query = Query.FilterSort },
            new Field<VirtualNetwork, EquatableList<SubnetUse>>("subnet_ip_availability", Kinds.ListOf(Subnet), Uses),
            new Field<VirtualNetwork, UInt128>("total_ips", new CountKind(), static (state, n) => SubnetUse.Sum(Uses(state, n)).InPools),
            new Field<VirtualNetwork, UInt128>("used_ips", new CountKind(), static (state, n) => SubnetUse.Sum(Uses(state, n)).Used),
            new Field<VirtualNetwork, SubnetUse>("ip_availability_details", Details, static (state, n) => SubnetUse.Sum(Uses(state, n)))
            {
                Extension = "network-ip-availability-details",
            },
            new Field<VirtualNetwork, EquatableList<SubnetUse>>("ip_version", Kinds.ListOf(Subnet), Uses)
            {
                Query = Query.Filter, WriteOnly = true,
                FilterBy = static (uses, text) => uses.Items.Any(use => text == (use.Cidr.IsV4 ? "4" : "6")),
            },
        ],
    };

    private static EquatableList<SubnetUse> Uses(IStateReader state, VirtualNetwork network) =>
        SubnetTable.ByNetwork.Of(state, network.Id).Select(subnet => SubnetUse.Of(state, subnet)).ToEquatableList();

    /// <summary>A number of addresses, which for IPv6 does not fit into 64 bits.</summary>
    private sealed class CountKind : ValueKind<UInt128>
    {
        public override Result<UInt128> Read(JsonElement json) => Reason("the attribute is read-only");

        public override void Write(Utf8JsonWriter writer, UInt128 value) => writer.WriteRawValue(value.ToString());

        public override bool Matches(UInt128 value, string text) => value.ToString() == text;

        public override void WriteSchema(Utf8JsonWriter writer) => Kinds.Integer(0).WriteSchema(writer);
    }
}
