namespace Naru.Network.Ports;

/// <summary>How far a host has come with a port.</summary>
public enum ProvisioningState
{
    /// <summary>Not plugged, or taken away.</summary>
    Down,

    /// <summary>Plugged, and being wired.</summary>
    Building,

    /// <summary>In place.</summary>
    Up,

    /// <summary>It cannot be put in place.</summary>
    Failed,
}
