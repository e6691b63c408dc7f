using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.Json;

using Naru.Primitives;
using Naru.Protocols.Ovsdb.Monitoring;
using Naru.Protocols.Ovsdb.Rpc;
using Naru.Protocols.Ovsdb.Schema;
using Naru.Protocols.Ovsdb.Transactions;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb;

/// <summary>A connection to a database server: the methods of RFC 7047 §4.1 and ovsdb-server(7).</summary>
/// <remarks>Any number of calls may be under way at once. Probes are answered and sent; a silent peer ends the connection.</remarks>
public sealed class OvsdbConnection : IAsyncDisposable
{
    private readonly RpcConnection _rpc;
    private readonly ConcurrentDictionary<string, Func<MonitorUpdate, bool>> _monitors = new();

    /// <summary>Speaks over a stream that is open already, and owns it.</summary>
    public OvsdbConnection(Stream stream, RpcOptions options) => _rpc = new RpcConnection(stream, options, Notified);

    /// <summary>Told when a lock that was asked for comes, or is taken by somebody else; on the reading loop, it must not block.</summary>
    public Action<string, bool>? LockChanged { get; set; }

    /// <summary>Completes, with the reason, when the connection is over.</summary>
    public Task<Error> Closed => _rpc.Closed;

    public static async Task<Result<OvsdbConnection>> ConnectAsync(OvsdbEndpoint endpoint, RpcOptions options, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return new OvsdbConnection(await endpoint.OpenAsync(either.Token), options);
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return OvsdbErrors.ConnectionClosed($"{endpoint} does not answer ({failure.Message}).");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return OvsdbErrors.ConnectionClosed($"{endpoint} does not answer within {options.ConnectTimeout.TotalSeconds:0.#} s.");
        }
    }

    public Task<Result<EquatableList<string>>> ListDatabasesAsync(CancellationToken cancellation) => _rpc.CallAsync<EquatableList<string>>(
        "list_dbs",
        _ => { },
        json => json.ValueKind is JsonValueKind.Array && json.EnumerateArray().All(name => Atom.TryReadText(name, out var _))
            ? json.EnumerateArray().Select(name => name.GetString() ?? "").ToEquatableList()
            : OvsdbErrors.Malformed("list_dbs", "an array of names"),
        cancellation);

    public Task<Result<DatabaseSchema>> GetSchemaAsync(string database, CancellationToken cancellation) =>
        _rpc.CallAsync("get_schema", writer => writer.WriteStringValue(database), DatabaseSchema.Read, cancellation);

    /// <summary>Runs the operations as one transaction.</summary>
    /// <returns>A result for each operation; or the database's own error (<see cref="OvsdbErrors"/>), and nothing happened.</returns>
    public Task<Result<EquatableList<OperationResult>>> TransactAsync(
        string database, IReadOnlyList<Operation> operations, CancellationToken cancellation) => _rpc.CallAsync(
        "transact",
        writer =>
        {
            writer.WriteStringValue(database);
            foreach (var operation in operations)
                operation.Write(writer);
        },
        json => TransactionReply.Read(json, operations),
        cancellation);

    /// <summary>Follows tables, by the newest protocol that the server speaks.</summary>
    /// <param name="lastTransaction">Where to resume (<see cref="MonitorUpdate.LastTransaction"/>); null asks for everything.</param>
    /// <param name="handler">
    /// Told the first copy and each change, in order, on the reading loop: it must not block. False means that an update does
    /// not fit what went before, and closes the connection.
    /// </param>
    /// <returns>The protocol chosen, once the handler has had the first copy.</returns>
    public async Task<Result<MonitorProtocol>> MonitorAsync(
        string database,
        string monitor,
        IReadOnlyList<MonitorRequest> requests,
        string? lastTransaction,
        Func<MonitorUpdate, bool> handler,
        CancellationToken cancellation)
    {
        _monitors[monitor] = handler;
        var answer = OvsdbErrors.Malformed("monitor", "an answer");
        foreach (var protocol in Enum.GetValues<MonitorProtocol>())
        {
            var reply = await StartMonitorAsync(database, monitor, requests, protocol, lastTransaction, handler, cancellation);
            if (reply.TryGet(out var chosen, out var error))
                return chosen;
            answer = error;
            if (error.Type != OvsdbErrors.UnknownMethod)
                break;
        }
        _monitors.TryRemove(monitor, out _);
        return answer;
    }

    /// <summary>Changes which rows a monitor follows, not which columns; what that brings or takes is told to its handler before this returns.</summary>
    public Task<Result<Done>> ChangeMonitorAsync(string monitor, IReadOnlyList<MonitorRequest> requests, CancellationToken cancellation) =>
        _rpc.CallAsync(
            "monitor_cond_change",
            writer =>
            {
                writer.WriteStringValue(monitor);
                writer.WriteStringValue(monitor);
                MonitorRequest.WriteConditions(writer, requests);
            },
            _ => Done.Ok,
            cancellation);

    /// <summary>Asks for a lock (RFC 7047 §4.1.8); false means that it is taken and this client stands in line.</summary>
    public Task<Result<bool>> LockAsync(string name, CancellationToken cancellation) => _rpc.CallAsync<bool>(
        "lock",
        writer => writer.WriteStringValue(name),
        json => json.ValueKind is JsonValueKind.Object && json.TryGetProperty("locked", out var locked)
            ? locked.ValueKind is JsonValueKind.True
            : OvsdbErrors.Malformed("lock", "an object with 'locked'"),
        cancellation);

    public ValueTask DisposeAsync() => _rpc.DisposeAsync();

    private Task<Result<MonitorProtocol>> StartMonitorAsync(
        string database,
        string monitor,
        IReadOnlyList<MonitorRequest> requests,
        MonitorProtocol protocol,
        string? lastTransaction,
        Func<MonitorUpdate, bool> handler,
        CancellationToken cancellation)
    {
        var method = protocol switch
        {
            MonitorProtocol.ConditionalSince => "monitor_cond_since",
            MonitorProtocol.Conditional => "monitor_cond",
            _ => "monitor",
        };
        return _rpc.CallAsync<MonitorProtocol>(
            method,
            writer =>
            {
                writer.WriteStringValue(database);
                writer.WriteStringValue(monitor);
                MonitorRequest.WriteAll(writer, requests, protocol);
                if (protocol is MonitorProtocol.ConditionalSince)
                    writer.WriteStringValue(lastTransaction ?? MonitorReply.NoTransaction);
            },
            json => MonitorReply.Read(json, protocol) is { } update && handler(update)
                ? protocol
                : OvsdbErrors.Malformed(method, "the rows asked for"),
            cancellation);
    }

    private Error? Notified(string method, JsonElement parameters)
    {
        if (method is "locked" or "stolen" && parameters.ValueKind is JsonValueKind.Array && parameters.GetArrayLength() == 1
            && Atom.TryReadText(parameters[0], out var name))
        {
            LockChanged?.Invoke(name, method == "locked");
            return null;
        }
        if (method is not ("update" or "update2" or "update3"))
            return null;
        if (MonitorReply.ReadNotification(method, parameters) is not var (monitor, update))
            return OvsdbErrors.Malformed(method, "a monitor and table updates");
        return _monitors.TryGetValue(monitor, out var handler) && !handler(update)
            ? OvsdbErrors.ConnectionClosed($"an '{method}' does not fit the rows held.")
            : null;
    }
}
