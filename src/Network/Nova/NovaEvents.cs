using Naru.Network.FloatingIps;
using Naru.Network.Ports;
using Naru.State;

namespace Naru.Network.Nova;

/// <summary>Tells which commits Nova wants to hear of, under the conditions of Neutron's own notifier.</summary>
public static class NovaEvents
{
    public static IEnumerable<NovaEvent> Of(Commit commit, NovaOptions options) =>
        commit.Changes.SelectMany(change => Of(commit.Snapshot, change, options)).Distinct();

    private static IEnumerable<NovaEvent> Of(IStateReader state, Change change, NovaOptions options) =>
        change.Table == PortTable.Table ? OfPort((Port?)change.Before, (Port?)change.After, options)
        : change.Table == FloatingIpTable.Table && options.DataChanges ? OfFloatingIp(state, (FloatingIp?)change.Before, (FloatingIp?)change.After)
        : [];

    private static IEnumerable<NovaEvent> OfPort(Port? before, Port? after, NovaOptions options)
    {
        if (after is null)
        {
            if (before is not null && IsInstance(before) && options.DataChanges)
                yield return new NovaEvent(NovaEvent.Deleted, before.DeviceId, before.Id);
            yield break;
        }
        if (!IsInstance(after))
            yield break;
        if (options.StatusChanges && OfStatus(before?.Status, after) is { } status)
            yield return status;
        if (options.DataChanges && before is not null && Data(before) != Data(after))
            yield return new NovaEvent(NovaEvent.Changed, after.DeviceId, after.Id);
    }

    // A port that leaves ERROR is no news: Nova has given the instance up when it was told of the error.
    private static NovaEvent? OfStatus(PortStatus? before, Port after) => (before, after.Status) switch
    {
        (PortStatus.Active, PortStatus.Down) => new NovaEvent(NovaEvent.Unplugged, after.DeviceId, after.Id, "completed"),
        (null or PortStatus.Down or PortStatus.Build, PortStatus.Active) => new NovaEvent(NovaEvent.Plugged, after.DeviceId, after.Id, "completed"),
        (null or PortStatus.Down or PortStatus.Build, PortStatus.Error) => new NovaEvent(NovaEvent.Plugged, after.DeviceId, after.Id, "failed"),
        _ => null,
    };

    private static IEnumerable<NovaEvent> OfFloatingIp(IStateReader state, FloatingIp? before, FloatingIp? after)
    {
        if (before?.PortId == after?.PortId && before?.FixedAddress == after?.FixedAddress && before is not null && after is not null)
            yield break;
        // One that moves changes two instances.
        foreach (var id in new[] { before?.PortId, after?.PortId }.OfType<string>().Distinct())
        {
            if (state.In(PortTable.Table).Find(id) is { } port && IsInstance(port))
                yield return new NovaEvent(NovaEvent.Changed, port.DeviceId, port.Id);
        }
    }

    private static bool IsInstance(Port port) =>
        port.DeviceOwner.StartsWith(DeviceOwners.ComputePrefix, StringComparison.Ordinal) && Guid.TryParse(port.DeviceId, out _);

    // The port without what hosts report and what every write changes.
    private static Port Data(Port port) => port with
    {
        Status = PortStatus.Down,
        StatusReason = "",
        Provisioned = ProvisioningSteps.None,
        UpdatedAt = default,
        RevisionNumber = 0,
    };
}
