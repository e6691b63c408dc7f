namespace Naru.Network.Ports;

/// <summary>What must be in place before the packets of a port pass.</summary>
[Flags]
public enum ProvisioningSteps
{
    None = 0,

    /// <summary>The host of the port has wired it.</summary>
    L2 = 1,

    /// <summary>The DHCP servers of the network know its addresses.</summary>
    Dhcp = 2,
}
