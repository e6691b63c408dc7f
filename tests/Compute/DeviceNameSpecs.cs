using Naru.Compute.Servers;

namespace Naru.Compute.Specs;

public sealed class DeviceNameSpecs
{
    [Fact]
    public void A_volume_comes_after_all_disks_that_the_host_makes()
    {
        var server = new Server { Image = new("image", "raw", "", 0), Flavor = new ServerFlavor("1", "small", 1, 64, 1, Ephemeral: 1, Swap: 64) };
        Assert.Equal("/dev/vdd", ServerVolumes.NextDevice(server));
        Assert.Equal("/dev/vde", ServerVolumes.NextDevice(server with { HasConfigDrive = true }));
        Assert.Equal("/dev/vde", ServerVolumes.NextDevice(server with { Volumes = [new ServerVolume("volume", "attachment", "/dev/vdd", -1)] }));
    }
}
