using Microsoft.Extensions.Logging;
using Naru.Agent.Instances.Disks;
using Naru.Agent.Instances.Live;
using Naru.Agent.Instances.Plugging;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances;

/// <summary>Brings one instance to what it shall be, again and again: a loop of its own, so that one does not wait for another.</summary>
/// <remarks>
/// What is done is compared with what is wanted by numbers that grow (<see cref="NodeInstance.Boots"/>, <see cref="NodeInstance.Builds"/>), which are
/// written down after the work they stand for. An agent that is killed at any moment finds what is half-made and makes it anew.
/// </remarks>
internal sealed class InstanceCare(
    string id, InstanceFiles files, InstanceDrivers drivers, InstanceDisks disks, InstancePlugs plugs, InstanceSnapshots snapshots, DiskMoves moves, IpAddress? address, Action<NodeInstanceState> report, ILogger log)
{
    /// <summary>How long what ended by itself can go unnoticed, and the console unread.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(300);

    /// <summary>The same while it moves: each moment that it is halted is missed by somebody.</summary>
    private static readonly TimeSpan MoveInterval = TimeSpan.FromMilliseconds(30);

    private const int FaultyAfter = 3;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly WakeUp _wakeUp = new();
    private readonly InstancePowers _powers = new(id, files, drivers, plugs, snapshots);
    private InstanceMoves? _moves;
    private (NodeInstance? Wanted, NodeView View) _task = (null, NodeView.Empty);
    private volatile bool _isNew = true;
    private NodeInstanceState? _told;

    public string Id => id;

    /// <summary>It is gone, with all that was its own.</summary>
    public bool IsGone { get; private set; }

    /// <summary>What it shall be from now on; null: nothing.</summary>
    public void Want(NodeInstance? wanted, NodeView view)
    {
        lock (_wakeUp)
            _task = (wanted, view);
        _isNew = true;
        _wakeUp.Set();
    }

    /// <summary>Ports may have been bound since.</summary>
    public void See(NodeView view)
    {
        lock (_wakeUp)
            _task = (_task.Wanted, view);
        _wakeUp.Set();
    }

    public async Task RunAsync(CancellationToken cancellation)
    {
        var pause = FirstRetry;
        var failures = 0;
        string? problem = null;
        while (!IsGone)
        {
            Result<Done> brought;
            try
            {
                _isNew = false;
                brought = await BringAsync(cancellation);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.InstanceFailed(id, failure);
                brought = new Error(ErrorKind.Unavailable, failure.GetType().Name, failure.Message);
            }
            if (brought.Succeeded)
            {
                (pause, failures, problem) = (FirstRetry, 0, null);
            }
            else
            {
                if (brought.Error.Message != problem)
                    log.InstanceNotBrought(id, brought.Error.Message);
                problem = brought.Error.Message;
                failures++;
            }
            // What a second attempt may mend is no fault yet: the server would give the instance up.
            var isFault = brought.Error is { Kind: ErrorKind.Invalid or ErrorKind.NotSupported } || failures >= FaultyAfter;
            Tell(isFault ? problem ?? "" : "");
            if (IsGone)
                return;
            await WaitAsync(problem is not null ? pause : Moves is { Departure: null, Arrival: null } ? LookInterval : MoveInterval, cancellation);
            if (problem is not null)
                pause = pause * 2 < LongestRetry ? pause * 2 : LongestRetry;
        }
    }

    // A failure is tried again after a while, or at once when something else is wanted.
    private async Task WaitAsync(TimeSpan patience, CancellationToken cancellation)
    {
        if (_isNew)
            return;
        await _wakeUp.WaitAsync(patience, cancellation);
    }

    private InstanceMoves Moves => _moves ??= new InstanceMoves(id, files, drivers, plugs, moves, _powers, address);

    private async Task<Result<Done>> BringAsync(CancellationToken cancellation)
    {
        NodeInstance? wanted;
        NodeView view;
        lock (_wakeUp)
            (wanted, view) = _task;
        ConsoleLog.Drain(files);
        if (wanted is null)
            return await RemoveAsync(cancellation);
        Directory.CreateDirectory(files.Directory);
        if (wanted.Arrival is { } coming)
        {
            await Moves.ArriveAsync(wanted, coming, cancellation);
            return Done.Ok;
        }
        if (wanted.Departure is { } leaving && _powers.IsOn)
        {
            // One that is paused stays so.
            Moves.Depart(leaving with { IsHurried = leaving.IsHurried || wanted.Power is not NodeInstancePower.Running }, view);
            return Done.Ok;
        }
        if (!(await Moves.LandAsync(wanted, view, () => Tell(""), cancellation)).TryGet(out var hasLanded, out var flying))
            return flying;
        if (!hasLanded)
            return Done.Ok;
        if (Moves.Stay().Error is { } going)
            return going;
        var built = await BuildAsync(wanted, cancellation);
        if (!built.Succeeded)
            return built;
        var brought = await _powers.BringAsync(wanted, view, () => Tell(""), cancellation);
        if (brought.Succeeded)
            await _powers.SnapshotAsync(wanted, () => Tell(""), cancellation);
        return brought;
    }

    private async Task<Result<Done>> BuildAsync(NodeInstance wanted, CancellationToken cancellation)
    {
        var record = _powers.Record;
        if (wanted.Builds > record.Builds)
        {
            if ((await _powers.EndAsync(cancellation)).Error is { } running)
                return running;
            // What was made elsewhere is brought here; what this host has already, it does not ask for.
            var isElsewhere = wanted.DisksOn is not null && !File.Exists(files.RootDisk);
            var built = isElsewhere
                ? await moves.BringAsync(wanted, files, () => disks.ResizeAsync(wanted, files, cancellation), cancellation)
                : await disks.BuildAsync(wanted, files, cancellation);
            if (!built.Succeeded)
                return built;
            _powers.Note(_powers.Record.Ended() with { Builds = wanted.Builds, Flavor = wanted.Flavor });
            log.InstanceBuilt(id, wanted.Builds);
        }
        else if (wanted.Flavor != record.Flavor)
        {
            if ((await _powers.EndAsync(cancellation)).Error is { } running)
                return running;
            if ((await disks.ResizeAsync(wanted, files, cancellation)).Error is { } unsized)
                return unsized;
            _powers.Note(_powers.Record.Ended() with { Flavor = wanted.Flavor });
        }
        if (wanted.RescueImage is { } rescue && !_powers.Record.IsRescued)
        {
            if ((await _powers.EndAsync(cancellation)).Error is { } running)
                return running;
            if ((await disks.BuildRescueAsync(rescue, files, cancellation)).Error is { } unbuilt)
                return unbuilt;
            _powers.Note(_powers.Record.Ended() with { IsRescued = true });
        }
        else if (wanted.RescueImage is null && _powers.Record.IsRescued)
        {
            if ((await _powers.EndAsync(cancellation)).Error is { } running)
                return running;
            File.Delete(files.RescueDisk);
            _powers.Note(_powers.Record.Ended() with { IsRescued = false });
        }
        return Done.Ok;
    }

    /// <summary>Everything of it goes; its directory last, so that an agent after this one still finds what is left.</summary>
    private async Task<Result<Done>> RemoveAsync(CancellationToken cancellation)
    {
        if ((await _powers.EndAsync(cancellation)).Error is { } running)
            return running;
        await plugs.UnplugAsync([.. _powers.Record.Nics.Select(nic => nic.Key)], cancellation);
        VolumeConnections.CloseAll(files);
        File.Delete(files.ConsolePipe);
        if (Directory.Exists(files.Directory))
            Directory.Delete(files.Directory, recursive: true);
        IsGone = true;
        log.InstanceRemoved(id);
        return Done.Ok;
    }

    private void Tell(string fault)
    {
        var state = IsGone ? new NodeInstanceState(id, null, 0, 0, "") : _powers.State(fault) with { Departure = Moves.Departure, Arrival = Moves.Arrival };
        if (state == _told)
            return;
        _told = state;
        report(state);
    }
}
