using Naru.Primitives;

namespace Naru.Agent.Namespaces;

/// <summary>A virtual cable from one namespace to another, past the switch. One of the two plans makes it, both name their end.</summary>
/// <param name="Name">The end in this namespace.</param>
/// <param name="Peer">The other end and its namespace; null: the other plan makes the cable.</param>
public sealed record CablePlan(string Name, CableEnd? Peer, int Mtu, EquatableList<AddressPlan> Addresses)
{
    /// <summary>What the names of the ends in <c>qrouter-…</c> and in <c>fip-…</c> begin with.</summary>
    public const string RouterPrefix = "rfp-";
    public const string FloatingIpPrefix = "fpr-";

    public static bool IsName(string device) =>
        device.StartsWith(RouterPrefix, StringComparison.Ordinal) || device.StartsWith(FloatingIpPrefix, StringComparison.Ordinal);
}
