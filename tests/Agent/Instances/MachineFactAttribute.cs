using Naru.Agent.Instances.Virtual;

namespace Naru.Agent.Specs.Instances;

/// <summary>A test with real virtual machines; skipped where these cannot be.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MachineFactAttribute : FactAttribute
{
    public MachineFactAttribute()
    {
        if (!Environment.IsPrivilegedProcess)
            Skip = "needs root, to make control groups";
        else if (!File.Exists(VirtualMachineOptions.Qemu) || !File.Exists(LightHost.Kernel))
            Skip = $"needs QEMU and {LightHost.Kernel}, which './naru lab image' makes then";
    }
}
