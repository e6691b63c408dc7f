using Naru.Network.Agents;
using Naru.Network.Ml2.MechanismDrivers;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Nodes;

/// <summary>What follows when a host's stream to the server comes up or ends.</summary>
public sealed class NodeAttachment(PortLifecycle ports, RouterScheduling routers, DhcpScheduling dhcp, NetworkOptions options)
{
    /// <summary>Stores the host and its agents, binds what could not be bound there, and gives it what waits for a host.</summary>
    public void Attach(Transaction state, NodeHello hello)
    {
        var known = state.In(NodeTable.Table).Find(hello.Host);
        var node = Node.From(hello, state.Time);
        if (hello is { Mechanism: OvnDriver.Mechanism, IsSimulated: false })
        {
            // What the host is OVN says, see OvnChassis; the agent only answers for metadata.
            node = known is { Mechanism: OvnDriver.Mechanism } chassis
                ? chassis with { HasMetadataAgent = true }
                : node with { HasMetadataAgent = true, IsAttached = false, DetachedAt = state.Time };
        }
        Attach(state, known, node);
    }

    /// <summary>A chassis of OVN is there, or is another than before.</summary>
    public void AttachChassis(Transaction state, Node chassis)
    {
        var known = state.In(NodeTable.Table).Find(chassis.Id);
        Attach(state, known, chassis with { HasMetadataAgent = known?.HasMetadataAgent ?? false, Tunnels = known?.Tunnels ?? default });
    }

    private void Attach(Transaction state, Node? known, Node node)
    {
        if (node.Roles.Items.Any(role => role is NodeRole.L3 or NodeRole.Dvr))
            node = node with { RouterMac = known?.RouterMac ?? FreeRouterMac(state) };
        if (known is not null)
            state.Update(NodeTable.Table, node);
        else
            state.Insert(NodeTable.Table, node);
        SettleAgents(state, node);
        ports.RetryBindings(state, node);
        routers.PlaceWaiting(state);
        dhcp.PlaceWaiting(state);
    }

    /// <summary>Notes that the host is away. What it serves stays with it: it goes on without the server.</summary>
    public static void Detach(Transaction state, string host)
    {
        if (state.In(NodeTable.Table).Find(host) is { Mechanism: OvnDriver.Mechanism, IsSimulated: false, HasMetadataAgent: true } chassis)
        {
            state.Update(NodeTable.Table, chassis with { HasMetadataAgent = false });
            return;
        }
        if (state.In(NodeTable.Table).Find(host) is { IsAttached: true } node)
            state.Update(NodeTable.Table, node with { IsAttached = false, DetachedAt = state.Time });
    }

    private MacAddress FreeRouterMac(IStateReader state)
    {
        MacAddress mac;
        do
        {
            mac = MacAddress.FromValue(options.DistributedBaseMac.Value | (ulong)Random.Shared.NextInt64(1L << 24));
        }
        while (NodeTable.ByRouterMac.Find(state, mac) is not null);
        return mac;
    }

    /// <summary>The agents of a host are those of its mechanism and roles; what an administrator said of them stays.</summary>
    private static void SettleAgents(Transaction state, Node node)
    {
        var kinds = KindsOf(node).ToList();
        foreach (var agent in AgentTable.ByHost.Of(state, node.Id))
        {
            if (!kinds.Contains(agent.Kind))
                state.Delete(AgentTable.Table, agent.Id);
        }
        foreach (var kind in kinds)
        {
            if (AgentTable.Find(state, node.Id, kind) is null)
                state.Insert(AgentTable.Table, new Agent { Id = AgentTable.IdOf(node.Id, kind), Host = node.Id, Kind = kind, CreatedAt = state.Time });
        }
    }

    private static IEnumerable<AgentKind> KindsOf(Node node)
    {
        if (node.Mechanism == OvnDriver.Mechanism)
        {
            yield return node.Roles.Items.Contains(NodeRole.Gateway) ? AgentKind.OvnGateway : AgentKind.OvnController;
            yield return AgentKind.OvnMetadata;
            yield break;
        }
        yield return node.Mechanism == "linuxbridge" ? AgentKind.LinuxBridge : AgentKind.OpenVSwitch;
        if (node.Roles.Items.Any(role => role is NodeRole.L3 or NodeRole.Dvr))
            yield return AgentKind.L3;
        if (!node.Roles.Items.Contains(NodeRole.Dhcp))
            yield break;
        // Metadata is answered where DHCP is.
        yield return AgentKind.Dhcp;
        yield return AgentKind.Metadata;
    }
}
