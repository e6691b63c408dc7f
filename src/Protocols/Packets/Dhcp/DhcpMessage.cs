using System.Text;
using Naru.Primitives;

namespace Naru.Protocols.Packets.Dhcp;

/// <summary>A DHCP message over Ethernet (RFC 2131 §2), its options joined from all places they may stand in.</summary>
/// <remarks>
/// <see cref="DhcpWire"/> reads and writes it. When <c>sname</c> or <c>file</c> carry options (option 52), the text of
/// that field is empty here and the options are in the list; option 52 itself never is.
/// </remarks>
public sealed record DhcpMessage
{
    /// <summary><c>op</c>: false for BOOTREQUEST, true for BOOTREPLY.</summary>
    public bool IsReply { get; init; }

    /// <summary><c>hops</c>, raised by each relay.</summary>
    public byte Hops { get; init; }

    /// <summary><c>xid</c>, drawn by the client.</summary>
    public uint TransactionId { get; init; }

    /// <summary><c>secs</c> since the client began.</summary>
    public ushort Seconds { get; init; }

    /// <summary>The BROADCAST flag: the client cannot receive unicast before it has its address.</summary>
    public bool Broadcast { get; init; }

    /// <summary><c>ciaddr</c>: the address the client already has and answers ARP for.</summary>
    public IpAddress ClientAddress { get; init; }

    /// <summary><c>yiaddr</c>: the address the client is given.</summary>
    public IpAddress YourAddress { get; init; }

    /// <summary><c>siaddr</c>: the next server of the boot process.</summary>
    public IpAddress NextServer { get; init; }

    /// <summary><c>giaddr</c>: the relay the message came through.</summary>
    public IpAddress RelayAddress { get; init; }

    /// <summary><c>chaddr</c>.</summary>
    public MacAddress ClientMac { get; init; }

    /// <summary><c>sname</c>, at most 63 octets.</summary>
    public string ServerName { get; init; } = "";

    /// <summary><c>file</c>, at most 127 octets.</summary>
    public string BootFile { get; init; } = "";

    public EquatableList<DhcpOption> Options { get; init; }

    public DhcpMessageType? Type => Number(DhcpOptionCode.MessageType) is { } type ? (DhcpMessageType)type : null;

    public DhcpOption? Find(DhcpOptionCode code)
    {
        foreach (var option in Options)
        {
            if (option.Code == code)
                return option;
        }
        return null;
    }

    public uint? Number(DhcpOptionCode code) => Find(code)?.AsNumber();

    public IpAddress? Address(DhcpOptionCode code) => Find(code)?.AsAddress();

    /// <summary>One line for logs: type, transaction, client, the addresses that are set, the options.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Type?.ToString().ToUpperInvariant() ?? (IsReply ? "BOOTREPLY" : "BOOTREQUEST")} xid=0x{TransactionId:x8} {ClientMac}");
        Append("ciaddr", ClientAddress);
        Append("yiaddr", YourAddress);
        Append("siaddr", NextServer);
        Append("giaddr", RelayAddress);
        if (Broadcast)
            text.Append(" broadcast");
        if (ServerName.Length > 0)
            text.Append(" sname=").Append(ServerName);
        if (BootFile.Length > 0)
            text.Append(" file=").Append(BootFile);
        foreach (var option in Options)
        {
            if (option.Code is not DhcpOptionCode.MessageType)
                text.Append(' ').Append(option);
        }
        return text.ToString();

        void Append(string name, IpAddress address)
        {
            if (address != default)
                text.Append(' ').Append(name).Append('=').Append(address);
        }
    }
}
