namespace Naru.Lab.Hosts;

/// <summary>Where Open vSwitch forwards packets (<c>datapath_type</c> of a bridge, ovs-vswitchd.conf.db(5)).</summary>
public enum DatapathType
{
    /// <summary>In the kernel, by its openvswitch module.</summary>
    System,

    /// <summary>In ovs-vswitchd itself, where the kernel has no such module.</summary>
    Netdev,
}
