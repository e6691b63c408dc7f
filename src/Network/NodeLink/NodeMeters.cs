using Naru.Network.Metering;
using Naru.Network.Routers;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>The metering labels that count at a router, as its host is told of them.</summary>
internal static class NodeMeters
{
    public static EquatableList<NodeMeteringLabel> Of(IStateReader state, Router router) => state.In(MeteringLabelTable.Table).All
        .Where(label => label.Shared || label.ProjectId == router.ProjectId)
        .OrderBy(label => label.Id, StringComparer.Ordinal)
        .Select(label => new NodeMeteringLabel(
            label.Id, MeteringRuleTable.ByLabel.Of(state, label.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal).Select(Of).ToEquatableList()))
        .ToEquatableList();

    private static NodeMeteringRule Of(MeteringRule rule)
    {
        var isIngress = rule.Direction == "ingress";
        return new NodeMeteringRule(
            isIngress, rule.Excluded, rule.Source ?? (isIngress ? rule.Remote : null), rule.Destination ?? (isIngress ? null : rule.Remote));
    }
}
