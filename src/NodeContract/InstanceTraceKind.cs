namespace Naru.NodeContract;

/// <summary>What of an instance may be found on a host.</summary>
public enum InstanceTraceKind
{
    /// <summary>The directory with its disks.</summary>
    Files,

    /// <summary>The control groups of its processes.</summary>
    Group,

    /// <summary>Its first process.</summary>
    Process,

    /// <summary>A device that shows one of its disks.</summary>
    Disk,

    /// <summary>A network device that one of its ports is plugged with.</summary>
    Card,
}
