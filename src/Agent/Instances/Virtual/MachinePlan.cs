using System.Globalization;
using System.Text.Json.Nodes;
using Naru.Agent.Firewall;
using Naru.Agent.Instances.Plugging;

namespace Naru.Agent.Instances.Virtual;

/// <summary>What QEMU is started with for an instance.</summary>
/// <param name="Accelerator"><c>tcg</c>, or <c>kvm</c>.</param>
/// <param name="Kernel">Started instead of what the disk's first sector has; null: that is.</param>
internal sealed record MachinePlan(InstanceStart Start, string Accelerator, string Socket, (string Kernel, string Initramfs)? Kernel)
{
    // A translated machine on a busy host may be too slow for the kernel's check of its timer, which would be the end of it.
    private const string KernelLine = "console=tty0 console=ttyS0 quiet no_timer_check";

    /// <summary>The name of its source of randomness.</summary>
    public const string Random = "random";

    // VIRTIO_BLK_ID_BYTES
    private const int LongestSerial = 20;

    private const int LongestNode = 24;

    public IReadOnlyList<string> Words()
    {
        var flavor = Start.Instance.Flavor;
        List<string> words =
        [
            "-name", Start.Instance.Name, "-uuid", Start.Instance.Id,
            "-nodefaults", "-no-user-config", "-vga", "std", "-vnc", $"unix:{ScreenOf(Start.Files)}",
            "-machine", $"{Start.Machine?.Type ?? "pc"},accel={Accelerator},usb=off", "-cpu", Accelerator == "kvm" ? "host" : "qemu64",
            "-m", flavor.MemoryMiB.ToString(CultureInfo.InvariantCulture), "-smp", flavor.Vcpus.ToString(CultureInfo.InvariantCulture),
            "-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny",
            "-qmp", $"unix:{Socket},server=on,wait=off",
            "-chardev", "stdio,id=console,signal=off", "-serial", "chardev:console",
            "-device", At(new JsonObject { ["driver"] = "virtio-rng-pci", ["id"] = Random }, Start.Machine?.RandomSlot).ToJsonString(),
        ];
        if (Kernel is { } kernel)
            words.AddRange(["-kernel", kernel.Kernel, "-initrd", kernel.Initramfs, "-append", KernelLine]);
        foreach (var disk in Start.Disks)
            words.AddRange(["-blockdev", BlockNode(disk).ToJsonString(), "-device", At(DiskDevice(disk), Start.Machine?.Disks.Items.FirstOrDefault(known => known.Name == disk.Name)?.Slot).ToJsonString()]);
        foreach (var (cable, _) in Start.Nics)
            words.AddRange(["-netdev", Backend(cable).ToJsonString(), "-device", At(CardDevice(cable), Start.Machine?.Cards.Items.FirstOrDefault(known => known.PortId == cable.PortId)?.Slot).ToJsonString()]);
        if (Start.Machine is not null)
            words.AddRange(["-incoming", "defer", "-S"]);
        return words;
    }

    // Where the system inside has found a device, it has to be after a move as well.
    private static JsonObject At(JsonObject device, int? slot)
    {
        if (slot is { } known)
            device["addr"] = known.ToString("x", CultureInfo.InvariantCulture);
        return device;
    }

    /// <summary>The socket where its screen is looked at.</summary>
    public static string ScreenOf(InstanceFiles files) => $"{files.Directory}/vnc";

    /// <summary>The octets of a disk.</summary>
    public static JsonObject BlockNode(InstanceDisk disk) => new()
    {
        ["driver"] = "raw", ["node-name"] = NodeOf(disk), ["read-only"] = disk.IsReadOnly,
        ["file"] = new JsonObject { ["driver"] = "file", ["filename"] = disk.Source },
    };

    /// <summary>A volume is named by itself: its letter may have been another one's. A node's name has at most 31 characters.</summary>
    public static string NodeOf(InstanceDisk disk) => disk.VolumeId.Length > 0 ? $"vol-{Beginning(disk.VolumeId.Replace("-", "", StringComparison.Ordinal), LongestNode)}" : $"disk-{disk.Name}";

    public static string DeviceOf(InstanceDisk disk) => disk.VolumeId.Length > 0 ? $"volume-{disk.VolumeId}" : disk.Name;

    /// <summary>A volume has the beginning of its id as its serial, as much as such a disk can say: <c>/dev/disk/by-id/virtio-…</c>.</summary>
    public static JsonObject DiskDevice(InstanceDisk disk)
    {
        var device = new JsonObject { ["driver"] = "virtio-blk-pci", ["id"] = DeviceOf(disk), ["drive"] = NodeOf(disk) };
        if (disk.VolumeId.Length > 0)
            device["serial"] = Beginning(disk.VolumeId, LongestSerial);
        return device;
    }

    /// <summary>The host's end of a network card. The switch reads whole frames: without the header in front of them, checksums are the machine's own work.</summary>
    public static JsonObject Backend(InstanceCable cable) => new()
    {
        ["type"] = "tap", ["id"] = BackendOf(cable.PortId), ["ifname"] = cable.Tap, ["script"] = "no", ["downscript"] = "no", ["vnet_hdr"] = false,
    };

    public static JsonObject CardDevice(InstanceCable cable) => new()
    {
        ["driver"] = "virtio-net-pci", ["id"] = CardOf(cable.PortId), ["netdev"] = BackendOf(cable.PortId), ["mac"] = cable.Mac.ToString(),
    };

    public static string BackendOf(string portId) => $"net-{BridgedPort.TapOf(portId)}";

    public static string CardOf(string portId) => $"nic-{BridgedPort.TapOf(portId)}";

    private static string Beginning(string text, int length) => text[..Math.Min(length, text.Length)];
}
