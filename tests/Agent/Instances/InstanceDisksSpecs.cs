using Naru.Agent.Instances;
using Naru.Agent.Instances.Disks;
using Naru.NodeContract;

namespace Naru.Agent.Specs.Instances;

public sealed class InstanceDisksSpecs
{
    [Fact]
    public void All_disks_of_a_rescued_instance_with_a_volume_have_names_of_their_own()
    {
        var image = new NodeInstanceImage("image", "raw", "", 0);
        var instance = new NodeInstance("id", "instance-1", "vm1", "", NodeInstancePower.Running, 1, 1, new NodeFlavor("m1.nano", 1, 64, 1, [1], 0)) { Image = image, RescueImage = image };
        var disks = InstanceDisks.Of(instance, new InstanceFiles("/instances/id"), [new InstanceDisk("vdb", "/volume", InstanceDiskKind.Volume) { VolumeId = "volume" }]);

        Assert.Equal(
            [("vda", InstanceDiskKind.Root), ("vdc", InstanceDiskKind.Rescued), ("vdb", InstanceDiskKind.Volume), ("vdd", InstanceDiskKind.Ephemeral)],
            disks.Select(disk => (disk.Name, disk.Kind)));
    }
}
