namespace Naru.HostNetwork.Backends;

/// <summary>A way to configure a host's network that outlasts a restart. Pure: it says what to write and touches nothing.</summary>
public abstract class Backend
{
    /// <summary>As it is chosen with <c>--backend</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it calls itself.</summary>
    public abstract string Title { get; }

    /// <summary>What gives a host the bridge.</summary>
    public abstract HostChange Bridge(BridgeRequest request);
}
