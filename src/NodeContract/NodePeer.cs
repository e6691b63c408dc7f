using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>Another host of the cloud and where its tunnels end.</summary>
public sealed record NodePeer(string Host, IpAddress TunnelAddress) : INodeObject
{
    public string Key => Host;
}
