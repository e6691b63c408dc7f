namespace Naru.Lab.Hosts;

/// <summary>What a mode means for hosts, and how it is written.</summary>
public static class LabModes
{
    public static readonly IReadOnlyDictionary<string, LabMode> ByName = new Dictionary<string, LabMode>
    {
        ["ovs"] = LabMode.OpenVSwitch,
        ["linuxbridge"] = LabMode.LinuxBridge,
        ["mixed"] = LabMode.Mixed,
        ["ovn"] = LabMode.Ovn,
    };

    public static string Name(this LabMode mode) => ByName.First(pair => pair.Value == mode).Key;

    /// <summary>What is outside of the cloud has Open vSwitch in every mode: the course tries bridges by hand there.</summary>
    public static HostMechanism MechanismOf(this LabMode mode, LabHost host) => mode switch
    {
        _ when host.Role is HostRole.Outside => HostMechanism.OpenVSwitch,
        LabMode.LinuxBridge => HostMechanism.LinuxBridge,
        LabMode.Ovn => HostMechanism.Ovn,
        LabMode.Mixed when host.Role is HostRole.Compute && host.Number % 2 == 0 => HostMechanism.LinuxBridge,
        _ => HostMechanism.OpenVSwitch,
    };
}
