using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>A host of the cloud and where its tunnels end. A host with a router MAC finds itself among them.</summary>
public sealed record NodePeer(string Host, IpAddress TunnelAddress) : INodeObject
{
    public string Key => Host;

    /// <summary>The source of what distributed routers of this host send to other hosts; null: it has none of these routers.</summary>
    public MacAddress? RouterMac { get; init; }
}
