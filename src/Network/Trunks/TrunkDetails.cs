using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.Trunks;

/// <summary>What a parent port shows of its trunk, so that whoever runs the instance can tell it (extension <c>trunk-details</c>).</summary>
public sealed record TrunkDetails(string TrunkId, EquatableList<TrunkDetails.CarriedPort> SubPorts)
{
    private static readonly ObjectKind<CarriedPort> PortKind = new(
        static () => new CarriedPort(0, "", "", default),
        new Field<CarriedPort, long>("segmentation_id", Kinds.Integer(), port => port.SegmentationId),
        new Field<CarriedPort, string>("segmentation_type", Kinds.Text(16), port => port.SegmentationType),
        new Field<CarriedPort, string>("port_id", Kinds.Uuid, port => port.PortId),
        new Field<CarriedPort, MacAddress>("mac_address", Kinds.Mac, port => port.MacAddress));

    private static readonly ObjectKind<TrunkDetails> Kind = new(
        static () => new TrunkDetails("", []),
        new Field<TrunkDetails, string>("trunk_id", Kinds.Uuid, details => details.TrunkId),
        new Field<TrunkDetails, EquatableList<CarriedPort>>("sub_ports", Kinds.ListOf(PortKind), details => details.SubPorts));

    /// <summary>The attribute of ports; those that are no parent do not have it.</summary>
    /// <remarks>It is kept with the port, so that long lists of ports need not look for trunks.</remarks>
    public static readonly Field<Port> Field = new Field<Port, TrunkDetails?>("trunk_details", Kind.OrNull(), port => port.Trunk)
    {
        Extension = "trunk-details",
        OmitNull = true,
    };

    internal static TrunkDetails Of(IStateReader state, Trunk trunk) => new(
        trunk.Id,
        trunk.SubPorts.Select(sub => new CarriedPort(
            sub.SegmentationId ?? 0, sub.SegmentationType ?? "", sub.PortId,
            state.In(PortTable.Table).Find(sub.PortId)?.MacAddress ?? MacAddress.Zero)).ToEquatableList());

    /// <summary>A subport with its MAC address.</summary>
    public sealed record CarriedPort(long SegmentationId, string SegmentationType, string PortId, MacAddress MacAddress);
}
