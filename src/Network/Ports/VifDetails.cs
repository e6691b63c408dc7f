namespace Naru.Network.Ports;

/// <summary>How the port is plugged on its host (<c>binding:vif_details</c>); null fields do not apply.</summary>
public sealed record VifDetails
{
    /// <summary>Whether the network service filters packets.</summary>
    public bool PortFilter { get; init; }

    /// <summary>Compute puts a Linux bridge between instance and switch.</summary>
    public bool? OvsHybridPlug { get; init; }

    public string? BridgeName { get; init; }

    /// <summary><c>system</c> or <c>netdev</c>.</summary>
    public string? DatapathType { get; init; }

    /// <summary>Why the port could not be bound to its host; of failed bindings only.</summary>
    public string? BindingFailure { get; init; }

    /// <summary><c>ovs</c> or <c>ovn</c>.</summary>
    public string? BoundDriver { get; init; }
}
