namespace Naru.Lab.Specs;

/// <summary>Answers ARP and pings that have a VLAN tag, which a kernel without 802.1Q cannot do by itself.</summary>
internal static class TaggedSpeaker
{
    // The kernel takes the tag out of a received frame; a packet socket is told it beside the frame (packet(7), PACKET_AUXDATA).
    private const string Program = """
        import socket, struct, sys, time
        device, vlan, mac, ip = sys.argv[1], int(sys.argv[2]), bytes.fromhex(sys.argv[3].replace(":", "")), socket.inet_aton(sys.argv[4])
        SOL_PACKET, PACKET_AUXDATA, TP_STATUS_VLAN_VALID, ETH_P_ALL = 263, 8, 16, 3
        wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        wire.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)
        wire.bind((device, 0))
        wire.settimeout(0.2)

        def checksum(data):
            words = sum(struct.unpack(f"!{len(data) // 2}H", data))
            while words >> 16:
                words = (words & 0xffff) + (words >> 16)
            return struct.pack("!H", ~words & 0xffff)

        def send(to, kind, payload):
            wire.send(to + mac + struct.pack("!HHH", 0x8100, vlan, kind) + payload)

        def arp(to, target):
            send(to, 0x806, struct.pack("!HHBBH", 1, 0x800, 6, 4, 2) + mac + ip + to + target)

        def icmp(to, target, rest):
            body = struct.pack("!BBH", 0, 0, 0) + rest
            body = body[:2] + checksum(body) + body[4:]
            head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(body), 1, 0, 64, 1, 0) + ip + target
            send(to, 0x800, head[:10] + checksum(head) + head[12:] + body)

        def receive():
            try:
                data, extra, _, _ = wire.recvmsg(2000, 200)
            except socket.timeout:
                return None
            tag = None
            for level, kind, value in extra:
                if (level, kind) == (SOL_PACKET, PACKET_AUXDATA):
                    status, _, _, _, _, control, _ = struct.unpack("=IIIHHHH", value[:20])
                    if status & TP_STATUS_VLAN_VALID:
                        tag = control & 0xfff
            return (tag, data[6:12], struct.unpack("!H", data[12:14])[0], data[14:])

        end = time.time() + 60
        while time.time() < end:
            frame = receive()
            if frame is None:
                continue
            tag, source, kind, body = frame
            if tag != vlan or source == mac:
                continue
            if kind == 0x806 and body[6:8] == b"\0\x01" and body[24:28] == ip:
                arp(source, body[14:18])
            elif kind == 0x800 and body[9] == 1 and body[16:20] == ip and body[20] == 8:
                icmp(source, body[12:16], body[24:])
        """;

    /// <summary>A command that answers on a device for a minute.</summary>
    public static string Command(string device, int vlan, string mac, string address) => $"python3 -c '{Program}' {device} {vlan} {mac} {address}";
}
