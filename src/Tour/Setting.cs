namespace Naru.Tour;

/// <summary>What has to stand in the lab before a chapter begins.</summary>
public enum Setting
{
    /// <summary>The hosts, the server and the agents.</summary>
    Cloud,

    /// <summary>The course's networks, router, groups and instances as well.</summary>
    Topology,
}
