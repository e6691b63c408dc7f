using Naru.Agent.Instances.Disks;
using Naru.Agent.Instances.Namespaced;
using Naru.Agent.Instances.Plugging;
using Naru.NodeContract;

namespace Naru.Agent.Instances;

/// <summary>Finds all that this host has of instances, by looking at the machine and not at what the agent remembers.</summary>
internal sealed class InstanceInventory(InstanceDirectory directory, string mark, InstanceDrivers drivers, InstancePlugs plugs)
{
    public IReadOnlyList<InstanceTrace> Take() => [.. Files(), .. Groups(), .. Processes(), .. Disks(), .. Cards()];

    private IEnumerable<InstanceTrace> Files() =>
        directory.Instances().Select(id => new InstanceTrace(InstanceTraceKind.Files, id, directory.Of(id).Directory));

    private IEnumerable<InstanceTrace> Groups() =>
        ControlGroup.All(mark).Select(found => new InstanceTrace(InstanceTraceKind.Group, found.Instance, found.Path));

    private IEnumerable<InstanceTrace> Processes() =>
        from id in directory.Instances().Concat(ControlGroup.All(mark).Select(found => found.Instance)).Distinct()
        from driver in drivers.All
        where driver.IsOn(id)
        select new InstanceTrace(InstanceTraceKind.Process, id, driver.Name);

    private IEnumerable<InstanceTrace> Disks()
    {
        foreach (var (device, file, _) in LoopDevice.All())
        {
            if (directory.OwnerOf(file) is { } id)
                yield return new InstanceTrace(InstanceTraceKind.Disk, id, device.Path);
        }
    }

    private IEnumerable<InstanceTrace> Cards() =>
        plugs.Devices().Select(device => new InstanceTrace(InstanceTraceKind.Card, device[InstanceCable.PrefixLength..], device));
}
