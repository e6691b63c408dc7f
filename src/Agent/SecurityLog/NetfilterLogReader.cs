using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.PacketLog;

namespace Naru.Agent.SecurityLog;

/// <summary>Receives the packets that rules of the hybrid firewall copy to the agent.</summary>
internal sealed class NetfilterLogReader(NetworkNamespace home) : ILogSource
{
    /// <summary>The group that the rules name; 0 is what everybody else uses.</summary>
    public const ushort Group = 20_001;

    /// <summary>What the rules limit each of them to; the same as <see cref="SwitchLogReader"/>.</summary>
    public const string Limit = "limit rate 100/second burst 25 packets";

    private const int CopiedBytes = 160;

    public string Name => $"packet log group {Group}";

    public async Task<Error> ReadAsync(Action<LogMark, string> write, CancellationToken cancellation)
    {
        if (!PacketLogSocket.Open(home, Group, CopiedBytes).TryGet(out var socket, out var error))
            return error;
        using (socket)
        {
            await foreach (var packet in socket.ReadAsync(cancellation))
            {
                if (LogMark.Parse(packet.Prefix) is { } mark)
                    write(mark, PacketText.OfIp(packet.Packet));
            }
            return new Error(ErrorKind.Unavailable, "LogEnded", "The kernel has closed the log.");
        }
    }
}
