using Naru.Primitives;

namespace Naru.Agent.Namespaces;

/// <summary>An address of somebody else that a namespace answers for on a link, as <c>ip neighbour show proxy</c> shows it.</summary>
public sealed record ProxyPlan(IpAddress Address, string Device)
{
    public override string ToString() => $"{Address} dev {Device}";
}
