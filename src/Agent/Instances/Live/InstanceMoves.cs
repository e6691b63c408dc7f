using System.Diagnostics;
using Naru.Agent.Instances.Disks;
using Naru.Agent.Instances.Plugging;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances.Live;

/// <summary>Lets an instance leave while it runs, and takes in one that comes.</summary>
/// <param name="address">Where hosts reach this one; null: they do not.</param>
internal sealed class InstanceMoves(
    string id, InstanceFiles files, InstanceDrivers drivers, InstancePlugs plugs, DiskMoves disks, InstancePowers powers, IpAddress? address)
{
    /// <summary>How often something may go wrong before it is given up.</summary>
    private const int Attempts = 5;

    /// <summary>How often it is told how far a departure is.</summary>
    private static readonly TimeSpan News = TimeSpan.FromMilliseconds(500);

    private readonly Stopwatch _told = Stopwatch.StartNew();
    private MachineDescription? _machine;
    private int _failures;

    /// <summary>Null: it does not leave.</summary>
    public NodeDepartureState? Departure { get; private set; }

    /// <summary>Null: it does not come.</summary>
    public NodeArrivalState? Arrival { get; private set; }

    private InstanceRecord Record => powers.Record;

    private ILiveMachine? Machine => drivers.Find(Record.Driver).Live(id);

    /// <summary>Brings a departure one step on. Why it cannot go on is told to the server, which decides.</summary>
    public void Depart(NodeDeparture wanted, NodeView view)
    {
        if (Departure?.MigrationId != wanted.MigrationId)
            (Departure, _machine, _failures) = (new NodeDepartureState(wanted.MigrationId, "", ""), null, 0);
        if (Departure.Fault.Length > 0)
            return;
        if (Step(wanted, view).TryGet(out var state, out var error))
        {
            _failures = 0;
            var isNews = state.Fault != Departure.Fault || state.Machine != Departure.Machine || _told.Elapsed > News;
            if (!isNews)
                return;
            Departure = state;
            _told.Restart();
        }
        else if (++_failures >= Attempts)
        {
            Departure = Departure with { Fault = error.Message };
        }
    }

    /// <summary>One that was to leave stays.</summary>
    public Result<Done> Stay()
    {
        Departure = null;
        if (Record.Departure is null)
            return Done.Ok;
        // One that does not run any more has nothing to end.
        if (drivers.Find(Record.Driver).IsOn(id) && Machine?.Stay().Error is { } going)
            return going;
        powers.Note(Record with { Departure = null, Sending = Sending.No });
        return Done.Ok;
    }

    /// <summary>Makes the place for an instance, and looks whether it has come.</summary>
    public async Task ArriveAsync(NodeInstance wanted, NodeArrival coming, CancellationToken cancellation)
    {
        if (Arrival is { Fault.Length: > 0 } given && given.MigrationId == coming.MigrationId)
            return;
        if (Record.Arrival != coming.MigrationId && (await PrepareAsync(wanted, coming, cancellation)).Error is { } unprepared)
        {
            await powers.EndAsync(cancellation);
            Arrival = new NodeArrivalState(coming.MigrationId, "", "", HasArrived: false, unprepared.Message);
            return;
        }
        var state = new NodeArrivalState(coming.MigrationId, Record.MemoryAt ?? "", Record.DisksAt ?? "", HasArrived: false, "");
        if (!drivers.Find(Record.Driver).IsOn(id))
            Arrival = state with { Fault = $"What was to take it has ended; it said: {ConsoleLog.Read(files, lines: 1)}" };
        else if (Machine?.HasArrived() is { } arrived && arrived.TryGet(out var isHere, out var error))
            Arrival = state with { HasArrived = isHere };
        else if (++_failures >= Attempts)
            Arrival = state with { Fault = "What was to take it does not answer." };
    }

    /// <summary>One that has come runs on from here, as soon as its ports are here.</summary>
    /// <returns>Whether it has; false: it is to be looked again.</returns>
    public async Task<Result<bool>> LandAsync(NodeInstance wanted, NodeView view, Action tell, CancellationToken cancellation)
    {
        Arrival = null;
        if (Record.Arrival is null)
            return true;
        var driver = drivers.Find(Record.Driver);
        var cables = wanted.PortIds.Select(port => InstanceCable.Of(view, port)).ToList();
        if (cables.Contains(null))
            return false;
        if (!driver.IsOn(id) || Machine is not { } machine)
        {
            powers.Note(Landed());
            return true;
        }
        var brought = machine.Close();
        foreach (var cable in cables.OfType<InstanceCable>())
            brought = brought.Then(_ => plugs.PlugTap(cable));
        foreach (var port in wanted.Power is NodeInstancePower.Running ? [] : wanted.PortIds.Items)
            brought = brought.Then(_ => plugs.Silence(port));
        if (wanted.Power is NodeInstancePower.Running)
            brought = brought.Then(_ => driver.Resume(id));
        if (brought.Error is { } refused)
            return refused;
        powers.Note(Landed() with { Power = wanted.Power });
        tell();
        await plugs.WiredAsync([.. wanted.PortIds], cancellation);
        machine.Announce();
        return true;
    }

    private InstanceRecord Landed() => Record with { Arrival = null, MemoryAt = null, DisksAt = null };

    private Result<NodeDepartureState> Step(NodeDeparture wanted, NodeView view)
    {
        if (Machine is not { } machine)
            return new NodeDepartureState(wanted.MigrationId, "", $"The driver '{Record.Driver}' cannot move an instance while it runs.");
        if (Record.Departure != wanted.MigrationId)
        {
            // What an earlier one has left is ended first.
            if (Record.Departure is not null && machine.Stay().Error is { } going)
                return going;
            powers.Note(Record with { Departure = wanted.MigrationId, Sending = Sending.No });
        }
        if (_machine is null)
        {
            var volumes = Record.Volumes.ToDictionary(volume => volume.Value, volume => volume.Key);
            var cards = Record.Nics.Select(nic => new MachineCard(nic.Key, nic.Value, view.Ports.Find(nic.Key)?.Mac ?? default, null));
            if (!machine.Describe(volumes, cards).TryGet(out var described, out var error))
                return error;
            _machine = described;
        }
        if (wanted.MemoryAt.Length == 0)
            return new NodeDepartureState(wanted.MigrationId, _machine.Write(), "");
        return machine.Depart(wanted, _machine, Record.Sending, sending => powers.Note(Record with { Sending = sending })).Map(state => state with { Machine = _machine.Write() });
    }

    private async Task<Result<Done>> PrepareAsync(NodeInstance wanted, NodeArrival coming, CancellationToken cancellation)
    {
        _failures = 0;
        if ((await powers.EndAsync(cancellation)).Error is { } running)
            return running;
        if (!MachineDescription.Read(coming.Machine).TryGet(out var machine, out var error) || !drivers.For(wanted).TryGet(out var driver, out error))
            return error;
        if (address is not { } here || driver.Live(id) is not { } live)
            return new Error(ErrorKind.NotSupported, "NoLiveMigration", $"The driver '{driver.Name}' of this host takes no instance while it runs.");
        var volumes = machine.Disks.Where(disk => disk.VolumeId.Length > 0).Select(disk => new NodeKeyValue(disk.VolumeId, disk.Name)).ToEquatableList();
        // What is to be taken away again is written down first.
        powers.Note(new InstanceRecord
        {
            Boots = wanted.Boots, Builds = wanted.Builds, Flavor = wanted.Flavor, Power = NodeInstancePower.Running, Driver = driver.Name,
            Nics = machine.Cards.Select(card => new NodeKeyValue(card.PortId, card.Name)).ToEquatableList(), Volumes = volumes, Password = InstancePowers.Digest(wanted.AdminPassword),
        });
        foreach (var disk in machine.Disks.Where(disk => disk.VolumeId.Length == 0))
        {
            if ((await MakeAsync(wanted, disk, cancellation)).Error is { } unmade)
                return unmade;
        }
        foreach (var volume in wanted.Volumes)
        {
            if ((await VolumeConnections.OpenAsync(files, volume, cancellation)).Error is { } unopened)
                return unopened;
        }
        var start = new InstanceStart(
            wanted, files, [.. machine.Disks.Select(disk => new InstanceDisk(disk.Name, SourceOf(disk), InstanceDiskKind.Volume) { IsReadOnly = disk.IsReadOnly, VolumeId = disk.VolumeId })],
            [.. machine.Cards.Select(card => (new InstanceCable(card.PortId, card.Mac, 0, IsHybrid: false), card.Name))]) { Machine = machine };
        if ((await driver.StartAsync(start, cancellation)).Error is { } unstarted)
            return unstarted;
        if (!(await live.ListenAsync(here, machine, cancellation)).TryGet(out var places, out error))
            return error;
        powers.Note(Record with { Arrival = coming.MigrationId, MemoryAt = places.MemoryAt, DisksAt = places.DisksAt });
        return Done.Ok;
    }

    // One that is only read does not change on the way: it is brought as it is.
    private async Task<Result<Done>> MakeAsync(NodeInstance wanted, MachineDisk disk, CancellationToken cancellation)
    {
        if (Path.GetFileName(disk.File) != disk.File || !disk.File.StartsWith("disk", StringComparison.Ordinal))
            return Error.Invalid($"'{disk.File}' is no disk of an instance.");
        var path = $"{files.Directory}/{disk.File}";
        if (disk.IsReadOnly)
            return await disks.BringAsync(wanted, path, cancellation);
        SparseFile.Create(path, disk.Length);
        return Done.Ok;
    }

    private string SourceOf(MachineDisk disk) => disk.VolumeId.Length > 0 ? VolumeConnections.SourceOf(files, disk.VolumeId) : $"{files.Directory}/{disk.File}";
}
