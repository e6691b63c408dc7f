using System.Text.Json;
using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>The addresses of an instance by network, fixed ones and those that lead to them.</summary>
internal static class ServerAddresses
{
    public static IEnumerable<IGrouping<string, ServerAddress>> Of(IStateReader state, Server server) =>
        from own in server.Ports
        where !own.IsLeaving
        let port = state.In(PortTable.Table).Find(own.PortId)
        where port is not null
        let network = state.In(NetworkTable.Table).Find(port.NetworkId)
        where network is not null
        from address in OfPort(state, port)
        group address by network.Name.Length > 0 ? network.Name : network.Id;

    public static void Write(Utf8JsonWriter writer, IEnumerable<ServerAddress> addresses, bool isLong)
    {
        writer.WriteStartArray();
        foreach (var address in addresses)
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", address.Address.IsV4 ? 4 : 6);
            writer.WriteString("addr", address.Address.ToString());
            if (isLong)
            {
                writer.WriteString("OS-EXT-IPS:type", address.IsFloating ? "floating" : "fixed");
                writer.WriteString("OS-EXT-IPS-MAC:mac_addr", address.Mac.ToString());
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static IEnumerable<ServerAddress> OfPort(IStateReader state, Port port)
    {
        foreach (var ip in port.FixedIps)
        {
            yield return new ServerAddress(ip.Address, port.MacAddress, IsFloating: false);
            foreach (var floating in FloatingIpTable.ByPort.Of(state, port.Id))
            {
                if (floating.FixedAddress == ip.Address)
                    yield return new ServerAddress(floating.FloatingAddress, port.MacAddress, IsFloating: true);
            }
        }
    }
}
