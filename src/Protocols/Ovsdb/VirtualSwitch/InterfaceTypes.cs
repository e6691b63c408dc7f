namespace Naru.Protocols.Ovsdb.VirtualSwitch;

/// <summary>Values of <c>Interface.type</c> (ovs-vswitchd.conf.db(5)).</summary>
public static class InterfaceTypes
{
    /// <summary>A device that is there already, such as an end of a veth pair.</summary>
    public const string System = "";

    /// <summary>A device that the switch makes.</summary>
    public const string Internal = "internal";

    public const string Patch = "patch";
    public const string Vxlan = "vxlan";
    public const string Gre = "gre";
    public const string Geneve = "geneve";
}
