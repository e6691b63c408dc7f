namespace Naru.Lab.Hosts;

/// <summary>What switches packets on the hosts of a lab.</summary>
public enum LabMode
{
    OpenVSwitch,
    LinuxBridge,

    /// <summary>Both, in one cloud: Linux bridges on every second compute host.</summary>
    Mixed,

    /// <summary>Open vSwitch, programmed by OVN.</summary>
    Ovn,
}
