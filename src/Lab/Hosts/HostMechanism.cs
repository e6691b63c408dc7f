namespace Naru.Lab.Hosts;

/// <summary>What switches packets on a host.</summary>
public enum HostMechanism
{
    OpenVSwitch,

    /// <summary>Bridges of the kernel.</summary>
    LinuxBridge,

    /// <summary>Open vSwitch, programmed by ovn-controller.</summary>
    Ovn,
}
