namespace Naru.Lab.Topology;

/// <summary>How the course's router is served.</summary>
public enum RouterMode
{
    /// <summary>By one network host.</summary>
    Centralized,

    /// <summary>By the hosts of its instances (DVR).</summary>
    Distributed,

    /// <summary>By a network host, with others that stand by (HA).</summary>
    HighlyAvailable,
}
