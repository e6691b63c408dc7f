using System.Security.Cryptography;
using System.Text;
using Naru.Agent.Instances.Disks;
using Naru.Agent.Instances.Plugging;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Instances;

/// <summary>Starts and ends an instance, pauses it, and changes what it has while it runs.</summary>
internal sealed class InstancePowers(string id, InstanceFiles files, InstanceDrivers drivers, InstancePlugs plugs, InstanceSnapshots snapshots)
{
    /// <summary>How long an instance may take to end by itself before it is ended.</summary>
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan EndLook = TimeSpan.FromMilliseconds(20);

    public InstanceRecord Record { get; private set; } = InstanceRecord.Load(files) ?? new InstanceRecord();

    /// <summary>Whether anything of it runs.</summary>
    public bool IsOn => Driver.IsOn(id);

    private IInstanceDriver Driver => drivers.Find(Record.Driver);

    public void Note(InstanceRecord record)
    {
        Record = record;
        record.Save(files);
    }

    public NodeInstanceState State(string fault) => new(id, Record.Builds == 0 ? null : Power(), Record.Boots, Record.Builds, fault)
    {
        Flavor = Record.Flavor,
        IsRescued = Record.IsRescued,
        PortIds = Record.Nics.Select(nic => nic.Key).ToEquatableList(),
        VolumeIds = Record.Volumes.Select(volume => volume.Key).ToEquatableList(),
        SnapshotImageIds = Record.Snapshots,
        Refusals = Record.Refusals,
    };

    /// <param name="tell">Reports what is done so far.</param>
    public async Task<Result<Done>> BringAsync(NodeInstance wanted, NodeView view, Action tell, CancellationToken cancellation)
    {
        var power = Look();
        if (power is NodeInstancePower.Stopped)
        {
            foreach (var nic in Record.Nics)
                plugs.Forget(nic.Key);
        }
        if (wanted.Power is NodeInstancePower.Stopped)
        {
            if (power is not NodeInstancePower.Stopped || Record.Power is not NodeInstancePower.Stopped || Record.Boots != wanted.Boots)
                return await StopAsync(wanted, tell, cancellation);
            return ChangeWhileStopped(wanted);
        }
        if (wanted.Boots > Record.Boots || Record.Power is NodeInstancePower.Stopped || Record.IsRebooting)
        {
            var booted = await BootAsync(wanted, view, cancellation);
            if (!booted.Succeeded)
                return booted;
            tell();
            power = Look();
        }
        else if (power is not NodeInstancePower.Stopped)
        {
            Driver.Serve(id);
            var changed = await ChangeAsync(wanted, view, cancellation);
            if (!changed.Succeeded)
                return changed;
        }
        return Hold(wanted, power);
    }

    /// <summary>Ends it, if it runs; its disks stay.</summary>
    public async Task<Result<Done>> EndAsync(CancellationToken cancellation)
    {
        await plugs.UnplugAsync([.. Record.Nics.Select(nic => nic.Key)], cancellation);
        foreach (var driver in drivers.All)
        {
            if ((await driver.EndAsync(id, cancellation)).Error is { } running)
                return running;
        }
        ConsoleLog.Drain(files);
        return Done.Ok;
    }

    private NodeInstancePower Power() => Look() switch
    {
        NodeInstancePower.Paused when Record.Power is NodeInstancePower.Suspended => NodeInstancePower.Suspended,
        // Told as stopped it would be one that powered itself off, which nobody starts again.
        NodeInstancePower.Stopped when Record.IsRebooting => NodeInstancePower.Running,
        var power => power,
    };

    // Only the driver that saw it end knows, and an agent after this one has another: it is written down.
    private NodeInstancePower Look()
    {
        var power = Driver.Look(id);
        if (power is NodeInstancePower.Stopped && !Record.IsRebooting && Driver.WantsReboot(id))
            Note(Record with { IsRebooting = true });
        return power;
    }

    private async Task<Result<Done>> StopAsync(NodeInstance wanted, Action tell, CancellationToken cancellation)
    {
        await AskToEndAsync(cancellation);
        var ended = await EndAsync(cancellation);
        if (!ended.Succeeded)
            return ended;
        Note(Record.Ended() with { Boots = wanted.Boots, Nics = NicsOf(wanted) });
        tell();
        return ChangeWhileStopped(wanted);
    }

    // A stopped instance has its ports and volumes as soon as they are its own: they are plugged when it starts.
    private Result<Done> ChangeWhileStopped(NodeInstance wanted)
    {
        var (nics, volumes) = (NicsOf(wanted), VolumesOf(wanted));
        foreach (var gone in Record.Volumes.Where(volume => !volumes.Items.Contains(volume)))
            VolumeConnections.Close(files, gone.Key);
        if (Record.Nics != nics || Record.Volumes != volumes)
            Note(Record with { Nics = nics, Volumes = volumes });
        return Done.Ok;
    }

    private async Task<Result<Done>> BootAsync(NodeInstance wanted, NodeView view, CancellationToken cancellation)
    {
        var cables = wanted.PortIds.Select(port => InstanceCable.Of(view, port)).ToList();
        // They are bound a moment later, and it is looked again then.
        if (cables.Contains(null))
            return Done.Ok;
        if (!wanted.IsHardBoot)
            await AskToEndAsync(cancellation);
        if ((await EndAsync(cancellation)).Error is { } running)
            return running;
        if (!drivers.For(wanted).TryGet(out var driver, out var unknown))
            return unknown;
        var (nics, volumes) = (NicsOf(wanted), VolumesOf(wanted));
        Note(Record with { Driver = driver.Name, Nics = nics, Volumes = volumes });
        if ((await GuestDocuments.WriteAsync(wanted, view, files, cancellation)).Error is { } untold)
            return untold;
        foreach (var volume in wanted.Volumes)
        {
            if ((await VolumeConnections.OpenAsync(files, volume, cancellation)).Error is { } unopened)
                return unopened;
        }
        var disks = InstanceDisks.Of(wanted, files, DisksOf(wanted, volumes));
        // A volume may have been made larger than the image that it is of, or have grown since.
        if (disks.FirstOrDefault(disk => disk is { Kind: InstanceDiskKind.Root, VolumeId.Length: > 0, IsReadOnly: false }) is { } root
            && (await FileSystems.FillGrownAsync(root.Source, cancellation)).Error is { } small)
            return small;
        var start = new InstanceStart(wanted, files, disks, [.. cables.OfType<InstanceCable>().Zip(nics, (cable, nic) => (cable, nic.Value))]);
        var started = await driver.StartAsync(start, cancellation);
        if (!started.Succeeded)
        {
            await EndAsync(cancellation);
            return started;
        }
        Note(Record with { Boots = wanted.Boots, Power = NodeInstancePower.Running, IsRebooting = false, Password = Record.Password ?? Digest(wanted.AdminPassword) });
        return Done.Ok;
    }

    private async Task<Result<Done>> ChangeAsync(NodeInstance wanted, NodeView view, CancellationToken cancellation)
    {
        var leaving = Record.Nics.Where(nic => !wanted.PortIds.Items.Contains(nic.Key)).ToList();
        foreach (var nic in leaving)
        {
            if (Driver.Disconnect(id, nic.Key).Error is { } kept)
                return kept;
        }
        if (leaving.Count > 0)
        {
            await plugs.UnplugAsync([.. leaving.Select(nic => nic.Key)], cancellation);
            Note(Record with { Nics = Record.Nics.Where(nic => !leaving.Contains(nic)).ToEquatableList() });
        }
        foreach (var nic in NicsOf(wanted))
        {
            if (Record.Nics.Items.Contains(nic) || InstanceCable.Of(view, nic.Key) is not { } cable)
                continue;
            if (Driver.Connect(id, cable, nic.Value).Error is { } refused)
                return refused;
            Note(Record with { Nics = Record.Nics.Append(nic).ToEquatableList() });
        }
        var changed = await ChangeVolumesAsync(wanted, cancellation);
        if (changed.Succeeded && wanted.Power is NodeInstancePower.Running)
            ChangePassword(wanted);
        return changed;
    }

    // What an instance cannot do is no reason to try again and again: it may have no users at all.
    private void ChangePassword(NodeInstance wanted)
    {
        var digest = Digest(wanted.AdminPassword);
        if (digest == Record.Password)
            return;
        var user = wanted.Image?.Properties.Items.FirstOrDefault(property => property.Key == "os_admin_user")?.Value ?? "root";
        if (wanted.AdminPassword is { } password && Driver.SetPassword(id, user, password).Error is { } refused)
            Note(Record with { Refusals = Record.Refusals.Append(new NodeKeyValue("password", refused.Message)).ToEquatableList() });
        Note(Record with { Password = digest });
    }

    internal static string? Digest(string? password) =>
        password is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(password)));

    /// <summary>Delivers the images that are asked for and have not been.</summary>
    public async Task SnapshotAsync(NodeInstance wanted, Action tell, CancellationToken cancellation)
    {
        foreach (var image in wanted.SnapshotImageIds)
        {
            if (Record.Snapshots.Items.Contains(image) || Record.Refusals.Any(refusal => refusal.Key == image))
                continue;
            var delivered = await snapshots.DeliverAsync(wanted, image, files, Driver, cancellation);
            Note(delivered.Succeeded
                ? Record with { Snapshots = Record.Snapshots.Append(image).ToEquatableList() }
                : Record with { Refusals = Record.Refusals.Append(new NodeKeyValue(image, delivered.Error.Message)).ToEquatableList() });
            tell();
        }
        // What is not asked for any more need not be remembered.
        var kept = Record.Snapshots.Where(wanted.SnapshotImageIds.Items.Contains).ToEquatableList();
        if (kept != Record.Snapshots)
            Note(Record with { Snapshots = kept });
    }

    private async Task<Result<Done>> ChangeVolumesAsync(NodeInstance wanted, CancellationToken cancellation)
    {
        var volumes = VolumesOf(wanted);
        foreach (var gone in Record.Volumes.Where(volume => !volumes.Items.Contains(volume)).ToList())
        {
            if (Driver.DetachDisk(id, new InstanceDisk(gone.Value, VolumeConnections.SourceOf(files, gone.Key), InstanceDiskKind.Volume) { VolumeId = gone.Key }).Error is { } kept)
                return kept;
            VolumeConnections.Close(files, gone.Key);
            Note(Record with { Volumes = Record.Volumes.Where(volume => volume != gone).ToEquatableList() });
        }
        foreach (var volume in wanted.Volumes.Where(volume => Record.Volumes.All(known => known.Key != volume.Id)))
        {
            if ((await VolumeConnections.OpenAsync(files, volume, cancellation)).Then(_ => Driver.AttachDisk(id, DisksOf(wanted, volumes).First(disk => disk.VolumeId == volume.Id))).Error is { } refused)
                return refused;
            Note(Record with { Volumes = Record.Volumes.Append(volumes.First(known => known.Key == volume.Id)).ToEquatableList() });
        }
        return Done.Ok;
    }

    /// <param name="power">How it is now.</param>
    private Result<Done> Hold(NodeInstance wanted, NodeInstancePower power)
    {
        var isHeld = wanted.Power is NodeInstancePower.Paused or NodeInstancePower.Suspended;
        // Its programs do not run, and nothing else shall answer in its name: the kernel would.
        if (isHeld && power is NodeInstancePower.Running && Speak(isSilent: true).Then(_ => Driver.Pause(id)).Error is { } moving)
            return moving;
        if (!isHeld && power is NodeInstancePower.Paused && Speak(isSilent: false).Then(_ => Driver.Resume(id)).Error is { } standing)
            return standing;
        if (Record.Power is not NodeInstancePower.Stopped && Record.Power != wanted.Power)
            Note(Record with { Power = wanted.Power });
        return Done.Ok;
    }

    private Result<Done> Speak(bool isSilent)
    {
        foreach (var nic in Record.Nics)
        {
            if ((isSilent ? plugs.Silence(nic.Key) : plugs.Restore(nic.Key)).Error is { } refused)
                return refused;
        }
        return Done.Ok;
    }

    private async Task AskToEndAsync(CancellationToken cancellation)
    {
        if (!Driver.IsOn(id))
            return;
        Driver.AskToEnd(id);
        for (var waited = TimeSpan.Zero; waited < EndPatience && Driver.IsOn(id); waited += EndLook)
            await Task.Delay(EndLook, cancellation);
    }

    // A card keeps its name as long as it is there; a new one gets the first that is free.
    private EquatableList<NodeKeyValue> NicsOf(NodeInstance wanted)
    {
        var kept = Record.Nics.Where(nic => wanted.PortIds.Items.Contains(nic.Key)).ToDictionary(nic => nic.Key, nic => nic.Value);
        foreach (var port in wanted.PortIds)
        {
            if (!kept.ContainsKey(port))
                kept[port] = Enumerable.Range(0, int.MaxValue).Select(number => $"eth{number}").First(name => !kept.ContainsValue(name));
        }
        return wanted.PortIds.Select(port => new NodeKeyValue(port, kept[port])).ToEquatableList();
    }

    private static EquatableList<NodeKeyValue> VolumesOf(NodeInstance wanted) =>
        wanted.Volumes.Select(volume => new NodeKeyValue(volume.Id, Path.GetFileName(volume.Device))).ToEquatableList();

    private IReadOnlyList<InstanceDisk> DisksOf(NodeInstance wanted, EquatableList<NodeKeyValue> names) =>
    [
        .. from volume in wanted.Volumes
           join name in names on volume.Id equals name.Key
           select new InstanceDisk(name.Value, VolumeConnections.SourceOf(files, volume.Id), InstanceDiskKind.Volume) { IsReadOnly = volume.IsReadOnly, VolumeId = volume.Id },
    ];
}
