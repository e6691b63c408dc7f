using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Trunks;

/// <summary>Which ports may ride on a trunk, and with which tag.</summary>
internal static class SubPortChecks
{
    private const long MinVlan = 1;
    private const long MaxVlan = 4094;

    /// <summary>A port or a tag named twice in one request; asked before anything is looked up.</summary>
    public static Result<Done> Distinct(EquatableList<SubPort> wanted)
    {
        if (wanted.Items.GroupBy(port => port.PortId).FirstOrDefault(same => same.Count() > 1) is { Key: var port })
            return NetworkErrors.InvalidInput($"Invalid subports: port {port} is named more than once");
        return wanted.Items.Where(port => port.SegmentationType == SubPort.Vlan)
                .GroupBy(port => port.SegmentationId).FirstOrDefault(same => same.Count() > 1) is { Key: var id }
            ? NetworkErrors.InvalidInput($"Invalid subports: segmentation_id {id} is named more than once")
            : Done.Ok;
    }

    /// <summary>The subports with their tags settled, each of them free, small enough and the caller's.</summary>
    /// <param name="current">What rides on the trunk already.</param>
    public static Result<EquatableList<SubPort>> Settle(
        IStateReader state, Caller caller, string trunkId, Port parent, EquatableList<SubPort> current, EquatableList<SubPort> wanted)
    {
        var settled = new List<SubPort>(wanted.Count);
        foreach (var request in wanted)
        {
            if (request.PortId == parent.Id)
                return TrunkErrors.ParentInUse(request.PortId);
            if (!Find(state, caller, request.PortId).TryGet(out var port, out var error)
                || !CheckMtu(state, parent, port).TryGet(out _, out error)
                || !Tag(state, request, port).TryGet(out var tagged, out error)
                || !CheckFree(state, port).TryGet(out _, out error))
            {
                return error;
            }
            if (current.Items.Concat(settled).Any(other => other.SegmentationId == tagged.SegmentationId))
            {
                return Error.Conflict("DuplicateSubPort",
                    $"segmentation_type {tagged.SegmentationType} and segmentation_id {tagged.SegmentationId} already in use on trunk {trunkId}.");
            }
            settled.Add(tagged);
        }
        return settled.ToEquatableList();
    }

    /// <summary>A port that the caller sees: their project's, or on their network.</summary>
    public static Result<Port> Find(IStateReader state, Caller caller, string portId) =>
        state.In(PortTable.Table).Find(portId) is { } port
        && (caller.IsAdmin || caller.HasRole("service") || port.ProjectId == caller.ProjectId
            || state.In(NetworkTable.Table).Find(port.NetworkId)?.ProjectId == caller.ProjectId)
            ? port
            : TrunkErrors.PortNotFound(portId);

    // A frame of the subport's network has to fit through the parent.
    private static Result<Done> CheckMtu(IStateReader state, Port parent, Port port)
    {
        var (outer, inner) = (MtuOf(parent), MtuOf(port));
        return inner <= outer
            ? Done.Ok
            : Error.Conflict("SubPortMtuGreaterThanTrunkPortMtu",
                $"MTU {inner} of subport {port.Id} cannot be greater than MTU {outer} of trunk {parent.Id}.");

        int MtuOf(Port of) => state.In(NetworkTable.Table).Find(of.NetworkId)?.Mtu ?? 0;
    }

    private static Result<SubPort> Tag(IStateReader state, SubPort request, Port port)
    {
        var tagged = request;
        if (request.SegmentationType == SubPort.Inherit)
        {
            if (SegmentTable.Of(state, port.NetworkId) is not [{ NetworkType: SubPort.Vlan } segment])
                return NetworkErrors.InvalidInput($"The network {port.NetworkId} of subport {port.Id} is not one VLAN whose segmentation_id could be inherited");
            tagged = request with { SegmentationType = SubPort.Vlan, SegmentationId = segment.SegmentationId };
        }
        return tagged.SegmentationId is >= MinVlan and <= MaxVlan
            ? tagged
            : NetworkErrors.InvalidInput($"Segmentation ID '{tagged.SegmentationId}' is not in range: expected {MinVlan} to {MaxVlan}");
    }

    private static Result<Done> CheckFree(IStateReader state, Port port)
    {
        if (TrunkTable.BySubPort.Any(state, port.Id))
            return TrunkErrors.PortInUse(port.Id);
        if (TrunkTable.ByParent.Find(state, port.Id) is not null)
            return TrunkErrors.ParentInUse(port.Id);
        return port.DeviceId.Length == 0
            ? Done.Ok
            : Error.Conflict("PortInUse",
                $"Unable to complete operation on port {port.Id} for network {port.NetworkId}. Port already has an attached device {port.DeviceId}.");
    }
}
