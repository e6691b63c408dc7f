using Naru.Walk.Switching;

namespace Naru.Walk.Filtering;

/// <summary>The order in which a Linux namespace does things to a packet: early rules, connection tracking, rules, translations.</summary>
internal sealed class LinuxHooks(NftTables tables, ConnectionTracking connections, string space)
{
    /// <summary>NF_IP_PRI_CONNTRACK: rules before it can choose the zone.</summary>
    private const int Conntrack = -200;

    public bool Prerouting(NftPacket packet, List<NftHit> hits)
    {
        if (!tables.Run("prerouting", packet, hits, below: Conntrack))
            return false;
        Track(packet);
        return tables.Run("prerouting", packet, hits, from: Conntrack);
    }

    public bool Forward(NftPacket packet, List<NftHit> hits) => tables.Run("forward", packet, hits);

    /// <summary>For this namespace itself. The connection is remembered if it is let in.</summary>
    public bool Input(NftPacket packet, List<NftHit> hits) => tables.Run("input", packet, hits) && Confirm(packet);

    /// <summary>What this namespace itself sends, before it is known by which device.</summary>
    public bool Output(NftPacket packet, List<NftHit> hits)
    {
        Track(packet);
        return tables.Run("output", packet, hits);
    }

    public bool Postrouting(NftPacket packet, List<NftHit> hits)
    {
        if (!tables.Run("postrouting", packet, hits))
            return false;
        // The answer of a translated destination comes from where the question went.
        if (packet is { IsReply: true, Connection: { NewDestination: not null } connection })
        {
            packet.Fields.Source = connection.Original.Destination;
            SetSourcePort(packet.Fields, connection.Original.DestinationPort);
        }
        return Confirm(packet);
    }

    private void Track(NftPacket packet)
    {
        if (!packet.IsTracked || packet.Fields.EthType == FlowFields.Arp)
            return;
        var key = ConnectionKey.Of(packet.Fields);
        if (connections.TryFind(space, packet.Zone, key, out var known, out var isReply))
        {
            (packet.Connection, packet.IsReply, packet.IsFirst) = (known, isReply, false);
            if (isReply && known is { NewSource: not null })
                packet.Fields.Destination = known.Original.Source;
            return;
        }
        (packet.Connection, packet.IsReply, packet.IsFirst) = (new TrackedConnection(key), false, true);
    }

    private bool Confirm(NftPacket packet)
    {
        if (packet is { IsFirst: true, Connection: { } connection })
            connections.Remember(space, packet.Zone, connection);
        return true;
    }

    private static void SetSourcePort(FlowFields fields, ushort port)
    {
        if (fields.Protocol == Told.Traffic.Tcp)
            fields[Protocols.OpenFlow.Oxm.TcpSrc] = port;
        else if (fields.Protocol == Told.Traffic.Udp)
            fields[Protocols.OpenFlow.Oxm.UdpSrc] = port;
    }
}
