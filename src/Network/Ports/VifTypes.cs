namespace Naru.Network.Ports;

/// <summary>Values of <c>binding:vif_type</c>.</summary>
public static class VifTypes
{
    public const string Unbound = "unbound";
    public const string BindingFailed = "binding_failed";
    public const string OpenVSwitch = "ovs";
    public const string Bridge = "bridge";

    /// <summary>A router's port that is on every host.</summary>
    public const string Distributed = "distributed";
}
