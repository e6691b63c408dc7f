using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Messages;

namespace Naru.Agent.OpenVSwitch.Apply;

/// <summary>Keeps the meters of one bridge as they should be. Meters carry no mark: all of a bridge of ours are ours.</summary>
/// <remarks>A flow can only name a meter that is there, and goes with it: meters are added before the flows are written and deleted after.</remarks>
internal sealed class BridgeMeters(string bridge, ILogger log)
{
    /// <summary>What the bridge is known to have; null when it has to be asked.</summary>
    private Dictionary<uint, Meter>? _actual;
    private string? _problem;

    public void Forget() => _actual = null;

    /// <summary>Adds and changes meters. A switch that refuses them goes on without: a limit less is better than a host without a network.</summary>
    /// <param name="verify">Ask the bridge what it has, if it should have any.</param>
    public async Task EnsureAsync(OpenFlowConnection connection, IReadOnlyCollection<Meter> desired, bool verify, CancellationToken cancellation)
    {
        var problem = (await WriteAsync(connection, desired, verify, cancellation)).Error?.Message;
        if (problem is not null && problem != _problem)
            log.MetersRefused(bridge, problem);
        _problem = problem;
    }

    /// <summary>The flows as they can be written: without a meter that the bridge does not have.</summary>
    public FlowBlock Fit(FlowBlock flows) => flows.NamesMeter && flows.Any(IsTooMuch)
        ? new FlowBlock(flows.Select(flow => IsTooMuch(flow) ? flow with { Instructions = flow.Instructions with { Meter = null } } : flow))
        : flows;

    /// <summary>Deletes those that no flow names any more.</summary>
    public async Task<Result<Done>> RemoveOthersAsync(OpenFlowConnection connection, IReadOnlyCollection<Meter> desired, CancellationToken cancellation)
    {
        if (_actual is null || _actual.Count == desired.Count)
            return Done.Ok;
        var stale = _actual.Keys.Except(desired.Select(meter => meter.Id)).ToList();
        if (!(await ApplyAsync(connection, [.. stale.Select(MeterMod.Delete)], cancellation)).TryGet(out _, out var error))
            return error;
        foreach (var id in stale)
            _actual.Remove(id);
        return Done.Ok;
    }

    private bool IsTooMuch(Flow flow) => flow.Instructions.Meter is { } meter && _actual?.ContainsKey(meter) is not true;

    private async Task<Result<Done>> WriteAsync(
        OpenFlowConnection connection, IReadOnlyCollection<Meter> desired, bool verify, CancellationToken cancellation)
    {
        if (_actual is null || verify && desired.Count > 0)
        {
            if (!(await connection.DumpMetersAsync(cancellation)).TryGet(out var meters, out var unread))
                return unread;
            // The limit of packets for the log is no flow's meter.
            _actual = meters.Where(meter => meter.Id <= Meter.Max).ToDictionary(meter => meter.Id);
        }
        List<OpenFlowMessage> changes =
        [
            .. from meter in desired
               let exists = _actual.TryGetValue(meter.Id, out var present)
               where !exists || _actual[meter.Id] != meter
               select exists ? MeterMod.Modify(meter) : MeterMod.Add(meter),
        ];
        if (!(await ApplyAsync(connection, changes, cancellation)).TryGet(out _, out var error))
            return error;
        foreach (var meter in desired)
            _actual[meter.Id] = meter;
        return Done.Ok;
    }

    private async Task<Result<Done>> ApplyAsync(OpenFlowConnection connection, IReadOnlyList<OpenFlowMessage> changes, CancellationToken cancellation)
    {
        if (changes.Count == 0)
            return Done.Ok;
        var result = await connection.ApplyAsync(changes, ApplyMode.Ordered, cancellation);
        if (result.Succeeded)
            log.MetersApplied(bridge, changes.Count);
        else
            _actual = null;
        return result;
    }
}
