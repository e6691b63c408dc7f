namespace Naru.Agent.Instances.Virtual;

/// <summary>How a host runs virtual machines.</summary>
/// <param name="Program">QEMU.</param>
/// <param name="Accelerator"><c>tcg</c> or <c>kvm</c>.</param>
/// <param name="Kernel">For root disks that are a file system and nothing else; null: these do not start.</param>
/// <param name="Initramfs">Its first file system, which mounts <c>/dev/vda</c>.</param>
internal sealed record VirtualMachineOptions(string Program, string Accelerator, string? Kernel, string? Initramfs)
{
    public const string Qemu = "/usr/bin/qemu-system-x86_64";
}
