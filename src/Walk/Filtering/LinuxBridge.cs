using Naru.Walk.Switching;

namespace Naru.Walk.Filtering;

/// <summary>A frame on the Linux bridge of a hybrid port: first the rules of the bridge, then, of IP, those of the host.</summary>
internal static class LinuxBridge
{
    /// <returns>Whether it comes out at the other side; if not, the last hit says why.</returns>
    public static bool Pass(NftTables tables, LinuxHooks hooks, FlowFields packet, string from, string to, string bridge, List<NftHit> hits)
    {
        var frame = new NftPacket(packet) { InputDevice = from, OutputDevice = to };
        if (!tables.RunOnBridge("prerouting", frame, hits) || !tables.RunOnBridge("forward", frame, hits))
            return false;
        if (packet.EthType == FlowFields.Arp)
            return true;
        // br_netfilter shows the packet to the hooks of IP, where both devices are the bridge itself.
        var shown = new NftPacket(packet) { InputDevice = bridge, OutputDevice = bridge, Mark = frame.Mark };
        return hooks.Prerouting(shown, hits) && hooks.Forward(shown, hits) && hooks.Postrouting(shown, hits);
    }
}
