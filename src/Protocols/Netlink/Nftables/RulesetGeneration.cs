using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Nftables;

/// <summary>The number that the kernel counts up with every change of a namespace's nftables, whoever makes it.</summary>
/// <remarks>Reading it costs one small request, where listing a ruleset costs milliseconds. Thread-safe.</remarks>
public sealed class RulesetGeneration : IDisposable
{
    // NFNL_SUBSYS_NFTABLES in the upper byte, NFT_MSG_GETGEN in the lower.
    private const ushort GetGeneration = 10 << 8 | 16;

    // NFTA_GEN_ID.
    private const ushort Identifier = 1;

    /// <summary><c>struct nfgenmsg</c>: family, version, resource.</summary>
    private const int HeaderLength = 4;

    private readonly NetlinkSocket _socket;

    private RulesetGeneration(NetlinkSocket socket) => _socket = socket;

    public static Result<RulesetGeneration> Open(NetworkNamespace home) =>
        home.Run(() => NetlinkSocket.Open(NetlinkFamily.Netfilter).Map(socket => new RulesetGeneration(socket)));

    public Result<uint> Read()
    {
        var request = new NetlinkMessage(GetGeneration, NetlinkFlags.None, "read the generation of nftables");
        request.Reserve(HeaderLength);
        return _socket
            .Get(request, message => new Generation(message.Attributes(HeaderLength).Find(Identifier).AsUInt32BigEndian))
            .Map(generation => generation.Number);
    }

    public void Dispose() => _socket.Dispose();

    private sealed record Generation(uint Number);
}
