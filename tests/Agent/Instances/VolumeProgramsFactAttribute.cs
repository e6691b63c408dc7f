namespace Naru.Agent.Specs.Instances;

/// <summary>A test that opens volumes by programs of the machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VolumeProgramsFactAttribute : FactAttribute
{
    public VolumeProgramsFactAttribute() => Skip =
        !Environment.IsPrivilegedProcess ? "needs root"
        : ((string[])["/usr/bin/nbdfuse", "/usr/bin/qemu-nbd", "/dev/fuse"]).FirstOrDefault(path => !File.Exists(path)) is { } missing ? $"needs {missing}"
        : null;
}
