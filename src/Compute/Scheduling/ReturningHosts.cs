using Naru.Compute.Hosts;
using Naru.Network.Nodes;
using Naru.State;

namespace Naru.Compute.Scheduling;

/// <summary>Whoever needs a host waits for those that are about to come back: a server that has just been started knows all of them, and none has found it yet.</summary>
internal sealed class ReturningHosts(Store store, TimeProvider time)
{
    /// <summary>How long a host that has gone is expected.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when a host is up, or none is expected any more.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        while (AreExpected(store.Current))
            await Task.Delay(Pause, time, cancellation);
    }

    private bool AreExpected(Snapshot state)
    {
        var hosts = state.In(ComputeTables.Hosts).All.Where(host => !host.IsForcedDown).ToList();
        return !hosts.Exists(host => HostStates.IsUp(state, host)) && hosts.Exists(host => HasJustGone(state, host));
    }

    private bool HasJustGone(Snapshot state, ComputeHost host) =>
        state.In(NodeTable.Table).Find(host.Id) is { IsAttached: false, DetachedAt: { } gone } && time.GetUtcNow() - gone < Patience;
}
