namespace Naru.Lab.Instances;

/// <summary>How an instance's tap reaches its network, as <c>binding:vif_details</c> says.</summary>
public enum PlugKind
{
    /// <summary>The tap is a port of br-int.</summary>
    Direct,

    /// <summary><c>ovs_hybrid_plug</c>: tap, Linux bridge <c>qbr…</c> with the security group, veth <c>qvb…</c>–<c>qvo…</c>, br-int.</summary>
    Hybrid,

    /// <summary>The agent makes the tap a port of its network's <c>brq…</c> bridge.</summary>
    Bridge,
}
