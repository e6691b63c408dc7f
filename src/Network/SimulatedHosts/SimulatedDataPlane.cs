using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Network.SimulatedHosts;

/// <summary>What a host without a data plane reports: everything that it is told is in place at once.</summary>
internal sealed class SimulatedDataPlane(string host)
{
    private NodeView _view = NodeView.Empty;

    /// <summary>Takes in what the server tells, and observes what that concerns.</summary>
    /// <remarks>What was observed before is observed again when it is told again: the server writes nothing for what it knows.</remarks>
    public IEnumerable<Observation> Follow(NodeUpdate update)
    {
        _view = _view.Apply(update);
        var wired = update.Ports.Set.Items.Where(port => port.Host == host && port.IsBound || port.IsDistributed).ToList();
        return wired.Select(Wired)
            .Concat(wired.Select(port => port.Trunk).OfType<NodeTrunk>().Select(trunk => new Observation(ObservedKind.Trunk, trunk.Id, Condition.Active, trunk.Carrying)))
            .Concat(Leased(update))
            .Concat(update.Routers.Set.Items.SelectMany(Routed));
    }

    /// <summary>The instances that a message from the server concerns, as they are after it: what they shall be, and those that have left the view gone.</summary>
    public static IEnumerable<NodeInstanceState> Run(NodeUpdate update) => update.Instances is not { } instances
        ? []
        : instances.Set.Select(instance => instance.IsLeaving ? Gone(instance.Id) : Ran(instance)).Concat(instances.Removed.Select(Gone));

    private static NodeInstanceState Gone(string id) => new(id, null, 0, 0, "");

    private static NodeInstanceState Ran(NodeInstance instance) => new(instance.Id, instance.Power, instance.Boots, instance.Builds, "")
    {
        Flavor = instance.Flavor,
        IsRescued = instance.RescueImage is not null,
        PortIds = instance.PortIds,
        VolumeIds = instance.Volumes.Select(volume => volume.Id).ToEquatableList(),
        SnapshotImageIds = instance.SnapshotImageIds,
        Departure = instance.Departure is { } leaving ? new NodeDepartureState(leaving.MigrationId, "simulated", "") : null,
        Arrival = instance.Arrival is { } coming ? new NodeArrivalState(coming.MigrationId, "simulated", "simulated", HasArrived: true, "") : null,
    };

    /// <summary>Answers in the name of what does not exist.</summary>
    public static NodeAnswer Answer(NodeQuestion question) => question.Kind switch
    {
        NodeQuestionKind.ConsoleOutput => new NodeAnswer(question.Id, false, Lines(question.Words.Count > 1 ? question.Words[1] : "")),
        NodeQuestionKind.Diagnostics => new NodeAnswer(question.Id, false, "{}"),
        _ => new NodeAnswer(question.Id, true, "A simulated host has no data plane."),
    };

    private static string Lines(string wanted)
    {
        const int All = 16;
        var count = int.TryParse(wanted, out var number) && number >= 0 ? number : All;
        return string.Concat(Enumerable.Range(0, count).Select(line => $"[simulated] line {line}\n"));
    }

    private static Observation Wired(NodePort port) => Of(ObservedKind.Port, port.Id, port.AdminStateUp ? Condition.Active : Condition.Down);

    private IEnumerable<Observation> Leased(NodeUpdate update)
    {
        // A network that changed may be served only from now on: then all its ports have their leases now.
        var served = update.Networks.Set.Items.Where(network => network.DhcpPortId is not null).Select(network => network.Id).ToHashSet();
        var ports = served.Count == 0
            ? update.Ports.Set.Items.Where(port => _view.Networks.Find(port.NetworkId) is { DhcpPortId: not null })
            : _view.Ports.Where(port => served.Contains(port.NetworkId)
                || update.Ports.Set.Items.Contains(port) && _view.Networks.Find(port.NetworkId) is { DhcpPortId: not null });
        return ports.Where(port => !port.IsOfService && port.FixedIps.Count > 0).Select(port => Of(ObservedKind.Dhcp, port.Id, Condition.Active));
    }

    private static IEnumerable<Observation> Routed(NodeRouter router) =>
        router.FloatingIps.Concat(router.CentralFloatingIps).Select(floating => floating.Id).Concat(router.PortForwardings.Select(forwarding => forwarding.FloatingIpId)).Distinct()
            .Select(id => Of(ObservedKind.FloatingIp, id, Condition.Active))
            .Prepend(Of(ObservedKind.Router, router.Id, Condition.Active));

    private static Observation Of(ObservedKind kind, string id, Condition condition) => new(kind, id, condition, "");
}
