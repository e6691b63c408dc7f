using Naru.NodeContract;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>The firewall of ports that are plugged straight into br-int: security groups as conntrack flows.</summary>
/// <remarks>
/// Connections are tracked in a zone per network. Packets of the direction in which a connection was opened are always held
/// against the rules; replies pass while the connection is good. A connection whose rule is gone is marked, which cuts its
/// replies too; when a rule lets it pass again, the mark is taken away.
/// </remarks>
public static class FlowFirewall
{
    private const ushort FromFirewalled = 100;
    private const ushort FromTrusted = 90;
    private const ushort ToFirewalled = 80;
    private const ushort KnownConnection = 80;
    private const ushort Default = 0;

    public static IEnumerable<FlowBlock> Blocks(NodeView node, IReadOnlyList<LocalPort> ports, FlowMemo memo)
    {
        var firewalled = ports.Where(port => port.HasFlowFirewall).ToList();
        return
        [
            new FlowBlock([.. Base(), .. ports.Where(port => !port.HasFlowFirewall).Select(FromTrustedPort)]),
            .. firewalled.Select(port => AroundRules(port, IsStateful(node, port), memo)),
            .. SecurityGroupFlows.Blocks(node, firewalled, port => IsStateful(node, port), memo),
            new FlowBlock(LogFlows.Dropped(node, firewalled)),
        ];
    }

    // All of a port but the rules of its groups.
    private static FlowBlock AroundRules(LocalPort port, bool isStateful, FlowMemo memo) => memo.Of(
        new FlowSource(port.Port, port.LocalVlan, port.Number, isStateful ? 1u : 0),
        () => Steering(port)
            .Concat(BaseEgress.Flows(port, isStateful))
            .Concat(BaseIngress.Flows(port, isStateful))
            .Concat(isStateful ? ConnectionFlows.Flows(port) : []));

    /// <summary>The groups of a port are all stateful or all stateless; the API sees to that.</summary>
    private static bool IsStateful(NodeView node, LocalPort port)
    {
        foreach (var id in port.Port.SecurityGroupIds)
        {
            if (node.SecurityGroups.Find(id) is { Stateful: false })
                return false;
        }
        return true;
    }

    private static IEnumerable<Flow> Base()
    {
        yield return IntegrationTables.Transient.Flow(Default, Match.Any, Instructions.Actions(Act.Normal));
        yield return IntegrationTables.BaseEgress.Flow(Default, Match.Any, Instructions.Goto(IntegrationTables.Dropped.Number));
        yield return IntegrationTables.RulesEgress.Flow(Default, Match.Any, Instructions.Goto(IntegrationTables.Dropped.Number));
        yield return IntegrationTables.AcceptOrIngress.Flow(Default, Match.Any, Instructions.Goto(IntegrationTables.AcceptedEgress.Number));
        yield return IntegrationTables.BaseIngress.Flow(Default, Match.Any, Instructions.Goto(IntegrationTables.Dropped.Number));
        yield return IntegrationTables.RulesIngress.Flow(Default, Match.Any, Instructions.Goto(IntegrationTables.Dropped.Number));
        yield return IntegrationTables.AcceptedIngress.Flow(Default, Match.Any, Instructions.Drop);
        yield return IntegrationTables.Dropped.Flow(Default, Match.Any, Instructions.Drop);
        yield return IntegrationTables.AcceptedEgress.Flow(Default, Match.Any, Instructions.Actions(Act.Normal));
    }

    // Trusted and hybrid ports need no check of what they send, but a receiver on the same host may have a firewall.
    private static Flow FromTrustedPort(LocalPort port) => IntegrationTables.Transient.Flow(
        FromTrusted,
        Match.Any.InPort(port.Number),
        Instructions.Actions(Registers.LoadNetwork(port.LocalVlan)).Then(IntegrationTables.AcceptOrIngress.Number),
        port.Port.Id);

    private static IEnumerable<Flow> Steering(LocalPort port)
    {
        FlowAction[] remember = [Act.Load(Registers.PortField, port.Number), Registers.LoadNetwork(port.LocalVlan)];
        yield return IntegrationTables.Transient.Flow(
            FromFirewalled, Match.Any.InPort(port.Number), Instructions.Actions(remember).Then(IntegrationTables.BaseEgress.Number), port.Port.Id);
        yield return IntegrationTables.AcceptedIngress.Flow(
            KnownConnection, Match.Any.OfPort(port.Number), Instructions.Actions(Delivery.To(port)), port.Port.Id);
        foreach (var mac in port.Macs)
        {
            yield return IntegrationTables.Transient.Flow(
                ToFirewalled,
                Match.Any.VlanVid(port.LocalVlan).EthDst(mac),
                Instructions.Actions(remember).Then(IntegrationTables.BaseIngress.Number).Metering(port),
                port.Port.Id);
            yield return IntegrationTables.AcceptOrIngress.Flow(
                FromFirewalled,
                Match.Any.OfNetwork(port.LocalVlan).EthDst(mac),
                Instructions.Actions(Act.Load(Registers.PortField, port.Number)).Then(IntegrationTables.BaseIngress.Number).Metering(port),
                port.Port.Id);
        }
    }
}
