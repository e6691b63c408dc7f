using Microsoft.Extensions.Logging;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Messages;

namespace Naru.Agent.OpenVSwitch.Apply;

/// <summary>Keeps the flows of one bridge, and the meters that they name, as they should be. Flows without our cookie are left alone.</summary>
internal sealed class BridgeFlows(string bridge, string socket, Action wake, ILogger<BridgeFlows> log) : IAsyncDisposable
{
    private static readonly FlowFilter Ours = new() { Cookie = FlowCookie.Ours, CookieMask = FlowCookie.Mask };

    /// <summary>Of so many looks one reads all flows: a flow that was altered by hand does not change their number.</summary>
    private const int LooksPerDump = 10;

    private readonly BridgeMeters _meters = new(bridge, log);
    private OpenFlowConnection? _connection;
    private int _looks;

    /// <summary>What the bridge is known to have; null when it has to be asked.</summary>
    private IReadOnlyList<FlowBlock>? _actual;

    /// <summary>How many flows that is in the bridge, where one replaces another with its key.</summary>
    private int _count;

    /// <summary>Brings the bridge in line.</summary>
    /// <param name="meters">Null: the meters of this bridge are somebody else's.</param>
    /// <param name="verify">Compare with what the bridge has, too: somebody may have changed it.</param>
    public async Task<Result<Done>> ReconcileAsync(
        IReadOnlyList<FlowBlock> desired, IReadOnlyCollection<Meter>? meters, bool verify, CancellationToken cancellation)
    {
        if (_connection is { Closed.IsCompleted: true })
            await DisconnectAsync();
        if (_connection is null && await ConnectAsync(cancellation) is { } refused)
            return refused;
        var connection = _connection!;
        if (meters is null)
            return await WriteFlowsAsync(connection, desired, verify, cancellation);
        await _meters.EnsureAsync(connection, meters, verify, cancellation);
        var written = await WriteFlowsAsync(connection, [.. desired.Select(_meters.Fit)], verify, cancellation);
        return written.Succeeded ? await _meters.RemoveOthersAsync(connection, meters, cancellation) : written;
    }

    public async ValueTask DisposeAsync() => await DisconnectAsync();

    private async Task<Result<Done>> WriteFlowsAsync(
        OpenFlowConnection connection, IReadOnlyList<FlowBlock> desired, bool verify, CancellationToken cancellation)
    {
        var known = _actual;
        if (verify && known is not null && (++_looks % LooksPerDump == 0 || await HasChangedAsync(connection, cancellation)))
            _actual = null;
        if (_actual is null && !(await DumpAsync(connection, cancellation)).TryGet(out _, out var error))
            return error;
        if (known is { } written)
            TellDrift(written);

        var delta = FlowDelta.Between(desired, _actual!);
        if (!delta.IsEmpty && !(await connection.ApplyAsync(delta.ToFlowMods(), ApplyMode.Atomic, cancellation)).TryGet(out _, out error))
        {
            _actual = null;
            return error;
        }
        // The same flows, from here on as the objects that the next round has, too.
        _actual = desired;
        if (delta.IsEmpty)
            return Done.Ok;
        _count += delta.Add.Count - delta.Delete.Count;
        log.FlowsApplied(bridge, delta.Add.Count, delta.Modify.Count, delta.Delete.Count);
        return Done.Ok;
    }

    // The count is a small question; only when it differs are the flows themselves read.
    private async Task<bool> HasChangedAsync(OpenFlowConnection connection, CancellationToken cancellation) =>
        !(await connection.AggregateFlowsAsync(Ours, cancellation)).TryGet(out var counted, out _) || counted.Flows != _count;

    private async Task<Error?> ConnectAsync(CancellationToken cancellation)
    {
        if (!(await OpenFlowConnection.ConnectAsync(socket, cancellation))
            .TryGet(out var connection, out var error))
        {
            return error;
        }
        _connection = connection;
        _ = connection.Closed.ContinueWith(_ => wake(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        log.BridgeConnected(bridge);
        return null;
    }

    private async Task<Result<Done>> DumpAsync(OpenFlowConnection connection, CancellationToken cancellation)
    {
        if (!(await connection.DumpFlowsAsync(Ours, cancellation)).TryGet(out var flows, out var error))
            return error;
        _actual = [new FlowBlock(flows.Select(stats => stats.Flow))];
        _count = flows.Length;
        return Done.Ok;
    }

    private async Task DisconnectAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
        (_connection, _actual) = (null, null);
        _meters.Forget();
    }

    private void TellDrift(IReadOnlyList<FlowBlock> written)
    {
        if (written == _actual)
            return;
        var drift = FlowDelta.Between(written, _actual!);
        if (!drift.IsEmpty)
        {
            var first = drift.Add.Concat(drift.Modify).Concat(drift.Delete).First();
            log.FlowsRepaired(bridge, drift.Add.Count, drift.Modify.Count, drift.Delete.Count, first);
        }
    }
}
