using System.Buffers;
using System.Text;
using System.Text.Json;
using Naru.Network.FloatingIps;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.NodeContract;
using Naru.State;

namespace Naru.Network.Agents;

/// <summary>The <c>configurations</c> of an agent: how the host is set up, and how much it serves.</summary>
internal static class AgentConfigurations
{
    /// <summary>A JSON object with the keys that Neutron's agents report.</summary>
    public static string Of(IStateReader state, Agent agent)
    {
        if (state.In(NodeTable.Table).Find(agent.Host) is not { } node)
            return "{}";
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            switch (agent.Kind)
            {
                case AgentKind.OpenVSwitch or AgentKind.LinuxBridge or AgentKind.OvnController or AgentKind.OvnGateway:
                    WriteSwitch(writer, state, node);
                    break;
                case AgentKind.L3:
                    WriteRouting(writer, state, node);
                    break;
                case AgentKind.Dhcp:
                    WriteDhcp(writer, state, node);
                    break;
            }
            if (node.IsSimulated)
                writer.WriteBoolean("simulated", true);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteSwitch(Utf8JsonWriter writer, IStateReader state, Node node)
    {
        writer.WriteStartObject(node.Mechanism == "linuxbridge" ? "interface_mappings" : "bridge_mappings");
        foreach (var mapping in node.BridgeMappings)
            writer.WriteString(mapping.PhysicalNetwork, mapping.Bridge);
        writer.WriteEndObject();
        writer.WriteStartArray("tunnel_types");
        foreach (var type in node.TunnelTypes)
            writer.WriteStringValue(type);
        writer.WriteEndArray();
        writer.WriteString("tunneling_ip", node.TunnelAddress?.ToString());
        writer.WriteString("datapath_type", node.DatapathType);
        writer.WriteString("firewall", node.Firewall);
        if (!node.Lacks.IsEmpty)
        {
            writer.WriteStartObject("unsupported_network_types");
            foreach (var lack in node.Lacks)
                writer.WriteString(lack.NetworkType, lack.Reason);
            writer.WriteEndObject();
        }
        WriteTunnels(writer, node);
        writer.WriteNumber("devices", PortTable.ByHost.CountOf(state, node.Id));
    }

    // What the host last saw of the underlay: Naru's own.
    private static void WriteTunnels(Utf8JsonWriter writer, Node node)
    {
        writer.WriteStartArray("tunnels");
        foreach (var tunnel in node.Tunnels)
        {
            writer.WriteStartObject();
            writer.WriteString("peer", tunnel.Peer);
            writer.WriteString("device", tunnel.Device);
            writer.WriteNumber("device_mtu", tunnel.DeviceMtu);
            writer.WriteNumber("needed_mtu", tunnel.NeededMtu);
            writer.WriteNumber("path_mtu", tunnel.PassingMtu);
            writer.WriteBoolean("checksums", tunnel.ChecksumsPass);
            writer.WriteString("problem", tunnel.Problem);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteRouting(Utf8JsonWriter writer, IStateReader state, Node node)
    {
        var routers = RouterTable.ByHost.Of(state, node.Id);
        writer.WriteString("agent_mode", node.Roles.Items.Contains(NodeRole.L3) ? "dvr_snat" : "dvr");
        writer.WriteNumber("routers", routers.Count);
        writer.WriteNumber("ex_gw_ports", routers.Count(router => router.GatewayPortId is not null));
        writer.WriteNumber("interfaces", routers.Sum(router => RouterPorts.Interfaces(state, router.Id).Count()));
        writer.WriteNumber("floating_ips", routers.Sum(router => FloatingIpTable.ByRouter.CountOf(state, router.Id)));
    }

    private static void WriteDhcp(Utf8JsonWriter writer, IStateReader state, Node node)
    {
        var networks = DhcpPorts.ServedBy(state, node.Id).Select(port => port.NetworkId).ToList();
        writer.WriteNumber("networks", networks.Count);
        writer.WriteNumber("ports", networks.Sum(network => PortTable.ByNetwork.CountOf(state, network)));
        writer.WriteNumber("subnets", networks.Sum(network => Subnets.SubnetTable.ByNetwork.CountOf(state, network)));
    }
}
