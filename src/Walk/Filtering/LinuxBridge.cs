using Naru.Walk.Switching;

namespace Naru.Walk.Filtering;

/// <summary>A frame on a Linux bridge: first the rules of the bridge, then, of IP, those of the host.</summary>
internal static class LinuxBridge
{
    /// <summary>What is looked at before it is known where the frame goes.</summary>
    public static bool Enter(NftTables tables, FlowFields packet, string from, List<NftHit> hits) =>
        tables.RunOnBridge("prerouting", new NftPacket(packet) { InputDevice = from }, hits);

    /// <param name="hooks">Null: the bridge shows nothing to the rules of IP.</param>
    /// <returns>Whether it comes out at the other side; if not, the last hit says why.</returns>
    public static bool Pass(NftTables tables, LinuxHooks? hooks, FlowFields packet, string from, string to, string bridge, List<NftHit> hits)
    {
        var frame = new NftPacket(packet) { InputDevice = from, OutputDevice = to };
        if (!tables.RunOnBridge("prerouting", frame, hits) || !tables.RunOnBridge("forward", frame, hits))
            return false;
        if (packet.EthType != FlowFields.Arp && hooks is not null)
        {
            // br_netfilter shows the packet to the hooks of IP, where both devices are the bridge itself.
            var shown = new NftPacket(packet) { InputDevice = bridge, OutputDevice = bridge, Mark = frame.Mark };
            if (!(hooks.Prerouting(shown, hits) && hooks.Forward(shown, hits) && hooks.Postrouting(shown, hits)))
                return false;
        }
        return tables.RunOnBridge("postrouting", frame, hits);
    }
}
