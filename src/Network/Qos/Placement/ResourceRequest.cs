using Naru.Network.Ports;
using Naru.Network.Qos.PolicyRules;
using Naru.Network.Segments;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Qos.Placement;

/// <summary>What a port asks of the host that its instance is placed on: its minimum bandwidth and packet rate (extension <c>port-resource-request</c>).</summary>
/// <remarks>Read by Compute, which asks the Placement service for a host that has it. Nothing in the data plane follows from it.</remarks>
internal sealed record ResourceRequest(EquatableList<ResourceGroup> Groups)
{
    public static ResourceRequest? Of(IStateReader state, Port port)
    {
        if (EffectivePolicy.Of(state, port) is not { } policyId)
            return null;
        var rules = QosRuleTable.ByPolicy.Of(state, policyId).OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var groups = new List<ResourceGroup>();
        // Bandwidth is that of a physical network; of what is behind a tunnel no host can tell how much there is.
        if (PhysicalNetworkOf(state, port) is { } physical)
            AddGroup(groups, port, rules, QosRuleType.MinimumBandwidth, ResourceNames.PhysicalNetwork(physical));
        AddGroup(groups, port, rules, QosRuleType.MinimumPacketRate, null);
        return groups.Count > 0 ? new ResourceRequest(groups.ToEquatableList()) : null;
    }

    private static void AddGroup(List<ResourceGroup> groups, Port port, List<QosRule> rules, QosRuleType type, string? trait)
    {
        var asking = rules.Where(rule => rule.Type == type && rule.Rate > 0).ToList();
        if (asking.Count == 0)
            return;
        var id = NameUuid.Of(Guid.Parse(port.Id), string.Join('-', asking.Select(rule => rule.Id)));
        var vnic = ResourceNames.VnicType(port.Binding.VnicType);
        groups.Add(new ResourceGroup(
            id.ToString(),
            trait is null ? [vnic] : [trait, vnic],
            asking.Select(rule => new RequestedResource(ResourceNames.Of(type, rule.Direction), rule.Rate)).ToEquatableList()));
    }

    private static string? PhysicalNetworkOf(IStateReader state, Port port) =>
        SegmentTable.Of(state, port.NetworkId).Select(segment => segment.PhysicalNetwork).FirstOrDefault(name => name is not null);
}
