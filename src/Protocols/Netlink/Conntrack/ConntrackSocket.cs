using System.Collections.Immutable;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Conntrack;

/// <summary>The connections that a network namespace tracks: what <c>conntrack</c> does, without a process.</summary>
/// <remarks>
/// A connection outlives the rule that allowed or translated its first packet; whoever takes such a rule away deletes what
/// it left behind. Synchronous and thread-safe, as <see cref="NetlinkSocket"/>.
/// </remarks>
public sealed class ConntrackSocket : IDisposable
{
    // NFNL_SUBSYS_CTNETLINK in the upper byte, IPCTNL_MSG_CT_… in the lower.
    private const ushort Get = 1 << 8 | 1;
    private const ushort Remove = 1 << 8 | 2;
    private const ushort GetStatistics = 1 << 8 | 5;

    private readonly NetlinkSocket _socket;

    private ConntrackSocket(NetlinkSocket socket) => _socket = socket;

    /// <summary>Opens a socket in the namespace of the calling thread.</summary>
    public static Result<ConntrackSocket> Open() =>
        NetlinkSocket.Open(NetlinkFamily.Netfilter).Map(socket => new ConntrackSocket(socket));

    public static Result<ConntrackSocket> Open(NetworkNamespace home) => home.Run(Open);

    /// <summary>The connections that match. Zone and mark are looked at by the kernel, the rest here.</summary>
    public Result<ImmutableArray<Connection>> List(ConnectionFilter filter)
    {
        var request = Request(Get, filter.Version, "list connections");
        if (filter.Zone is { } zone)
            request.AddBigEndian(Cta.Zone, zone);
        if (filter.Mark is { } mark)
            request.AddBigEndian(Cta.Mark, mark).AddBigEndian(Cta.MarkMask, filter.MarkMask ?? uint.MaxValue);
        return _socket.Dump(request, message => Connection.Read(message) is { } connection && filter.Matches(connection) ? connection : null);
    }

    /// <summary>How many connections the namespace tracks; costs nothing.</summary>
    public Result<int> Count() => _socket
        .Get(Request(GetStatistics, version: null, "count connections"), message => new Statistics(message.Attributes(Connection.HeaderLength)
            .Find(Cta.StatisticsEntries).AsUInt32BigEndian))
        .Map(statistics => (int)statistics.Entries);

    /// <summary>Deletes the connections that match and says how many. The next packet of one is judged as the first of a new one.</summary>
    /// <returns>The number, or the first error; connections that ended meanwhile are no error.</returns>
    public Result<int> Delete(ConnectionFilter filter) => List(filter).Then(connections => Delete(connections));

    /// <summary>Deletes these connections, out of a list.</summary>
    /// <returns>As the other one.</returns>
    public Result<int> Delete(IReadOnlyList<Connection> connections)
    {
        var outcomes = _socket.Execute([.. connections.Select(DeleteRequest)]);
        return outcomes.FirstOrDefault(outcome => outcome.Error is { } error && !error.IsAbsence()).Error is { } refused
            ? refused
            : outcomes.Count(outcome => outcome.Succeeded);
    }

    public void Dispose() => _socket.Dispose();

    private static NetlinkMessage DeleteRequest(Connection connection)
    {
        var request = Request(Remove, connection.Original.Source.Version, $"delete connection {connection}");
        using (request.Nest(Cta.TupleOriginal))
            connection.Original.Write(request);
        // The number keeps a new connection with the same addresses and ports from being hit.
        return request.AddBigEndian(Cta.Zone, connection.Zone).AddBigEndian(Cta.Id, connection.Id);
    }

    /// <summary>Begins a message with <c>struct nfgenmsg</c>: family, version, resource.</summary>
    private static NetlinkMessage Request(ushort type, int? version, string purpose)
    {
        var request = new NetlinkMessage(type, NetlinkFlags.None, purpose);
        request.Reserve(Connection.HeaderLength)[0] = version switch
        {
            null => 0,
            4 => AddressFamilies.V4,
            _ => AddressFamilies.V6,
        };
        return request;
    }

    private sealed record Statistics(uint Entries);
}
