using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>Local IPs: an address that leads the ports of this host to one of them, whoever has it elsewhere.</summary>
/// <remarks>
/// <para>
/// A local port that asks for the address is told the MAC address of the associated port (table 94). Its packets pass its own firewall
/// with the address that it asked for; in table 73, on their way to the receiver, they are translated, and so are the answers on
/// their way back. So each side's rules, and each side's connections in the zone of the network, are about the addresses that it knows.
/// </para>
/// <para>
/// The translation is remembered in a zone of its own, that of the network plus 4096. Table 31 takes the translated packet back to
/// table 73, marked in a register as done.
/// </para>
/// <para>The associated port itself reaches the true owner of the address.</para>
/// </remarks>
internal static class LocalIpFlows
{
    private const ushort Done = 1;
    private const ushort ZoneOffset = 4096;
    private const ushort ArpRequest = 1;
    private const ulong ArpReply = 2;

    /// <summary>The rule for the port itself goes before that for everybody.</summary>
    private const ushort OfItself = 140;
    private const ushort Healed = 132;
    private const ushort NewConnection = 131;
    private const ushort Known = 130;

    private const ushort AskedByItself = 31;
    private const ushort Asked = 30;
    private const ushort Back = 10;
    private const ushort Default = 0;

    public static IEnumerable<Flow> Flows(NodeView node, IReadOnlyList<LocalPort> ports)
    {
        var byId = ports.ToDictionary(port => port.Port.Id);
        var taken = new HashSet<(ushort Vlan, IpAddress Address)>();
        var flows = new List<Flow>();
        foreach (var local in node.LocalIps.OrderBy(local => local.Key, StringComparer.Ordinal))
        {
            // Of several ports on this host the first one has it.
            if (byId.TryGetValue(local.PortId, out var port) && taken.Add((port.LocalVlan, local.Address)))
                flows.AddRange(Of(local, port));
        }
        return flows.Count == 0 ? flows : flows.Concat(Common(taken.Select(pair => pair.Vlan).Distinct())).DistinctBy(flow => flow.Key);
    }

    private static IEnumerable<Flow> Common(IEnumerable<ushort> vlans)
    {
        yield return IntegrationTables.LocalIp.Flow(Default, Match.Any, Instructions.Drop);
        foreach (var vlan in vlans)
        {
            yield return IntegrationTables.LocalIp.Flow(
                Back, Match.Any.OfNetwork(vlan), Instructions.Actions(Act.CtClear, Act.Load(Registers.LocalIpField, Done), Act.Resubmit(IntegrationTables.AcceptOrIngress.Number)));
        }
    }

    private static IEnumerable<Flow> Of(NodeLocalIp local, LocalPort port)
    {
        var (network, mac) = (Match.Any.OfNetwork(port.LocalVlan), port.Port.Mac);
        var address = IpPrefix.OfHost(local.Address);

        yield return IntegrationTables.AcceptedEgress.Flow(
            AskedByItself, network.ArpTpa(address).ArpOp(ArpRequest).EthSrc(mac), Instructions.Actions(Act.Normal), port.Port.Id);
        yield return IntegrationTables.AcceptedEgress.Flow(Asked, network.ArpTpa(address).ArpOp(ArpRequest), Answer(local.Address, mac), port.Port.Id);

        var table = IntegrationTables.AcceptOrIngress;
        var asking = network.OfLocalIp(0).Ip(4).IpDst(address);
        var skip = Instructions.Actions(Act.Load(Registers.LocalIpField, Done), Act.Resubmit(table.Number));
        yield return table.Flow(OfItself, asking.EthSrc(mac), skip, port.Port.Id);
        if (!local.IsTranslated)
        {
            yield return table.Flow(
                Known, asking, Instructions.Actions(Act.SetEthDst(mac), Act.Load(Registers.LocalIpField, Done), Act.Resubmit(table.Number)), port.Port.Id);
            yield break;
        }
        var zone = (ushort)(Registers.ZoneOf(port.LocalVlan) + ZoneOffset);
        FlowAction[] translate =
        [
            Act.SetEthDst(mac),
            new Conntrack
            {
                Commit = true, Zone = zone, Table = IntegrationTables.LocalIp.Number, Nat = new Nat { Kind = NatKind.Destination, Min = local.FixedAddress },
            },
        ];
        // The sender's own connection is remembered under the address that it asked for.
        yield return table.Flow(
            Healed, asking.CtState(CtStates.Tracked | CtStates.Established, CtStates.Reply).CtMark(1), Instructions.Actions([ConnectionFlows.Heal, .. translate]), port.Port.Id);
        yield return table.Flow(
            NewConnection,
            asking.CtState(CtStates.Tracked | CtStates.New, CtStates.Established),
            Instructions.Actions([new Conntrack { Commit = true, ZoneFrom = Registers.Zone }, .. translate]),
            port.Port.Id);
        yield return table.Flow(Known, asking, Instructions.Actions(translate), port.Port.Id);

        // Answers: replies of a firewalled port, and whatever one without flows in its firewall sends.
        var answering = network.OfLocalIp(0).Ip(4).EthSrc(mac).IpSrc(IpPrefix.OfHost(local.FixedAddress));
        var restore = Instructions.Actions(new Conntrack { Zone = zone, Table = IntegrationTables.LocalIp.Number, Nat = new Nat() });
        yield return table.Flow(Known, answering.CtState(CtStates.Tracked | CtStates.Reply), restore, port.Port.Id);
        yield return table.Flow(Known, answering.CtState(CtStates.None, CtStates.Tracked), restore, port.Port.Id);
    }

    /// <summary>The request made into the reply of RFC 826, as in <see cref="ArpResponder"/>.</summary>
    private static Instructions Answer(IpAddress address, MacAddress mac) => Instructions.Actions(
        Act.Move(Oxm.EthSrc, Oxm.EthDst),
        Act.SetEthSrc(mac),
        Act.Load(Oxm.ArpOp, ArpReply),
        Act.Move(Oxm.ArpSha, Oxm.ArpTha),
        Act.Move(Oxm.ArpSpa, Oxm.ArpTpa),
        Act.Load(Oxm.ArpSha, mac.Value),
        Act.Load(Oxm.ArpSpa, (ulong)address.Value),
        Act.InPort);
}
