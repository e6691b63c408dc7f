namespace Naru.Lab.Hosts;

/// <summary>What a host of the lab is there for.</summary>
public enum HostRole
{
    /// <summary>Routers, DHCP and the way out.</summary>
    Network,

    /// <summary>Instances.</summary>
    Compute,

    /// <summary>What is behind the external network; no part of the cloud.</summary>
    Outside,
}
