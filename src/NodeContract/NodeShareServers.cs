namespace Naru.NodeContract;

/// <summary>By what a host finds the ports of share servers, and the server of the cloud the namespaces that the host makes of them.</summary>
public static class NodeShareServers
{
    /// <summary>The device owner of their ports, as Manila has it; the device is the share server.</summary>
    public const string PortOwner = "manila:share";

    /// <summary>What the name of a namespace has before the share server's id.</summary>
    public const string NamespacePrefix = "qshare-";
}
