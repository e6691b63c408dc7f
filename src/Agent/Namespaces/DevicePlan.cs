using Naru.Primitives;

namespace Naru.Agent.Namespaces;

/// <summary>A device in a namespace that is a port of the host's switch.</summary>
/// <remarks>
/// It is a virtual cable. With Open vSwitch its two ends have the same name: the end in the host's namespace is what
/// <c>ovs-vsctl show</c> lists, the end in the service's namespace is what <c>ip netns exec</c> shows, and both are the name
/// that operators know. On Linux bridges the end in the host's namespace is <c>tap…</c>, as operators know it from there.
/// </remarks>
/// <param name="Name">Such as <c>qr-0123abcd-ef</c>.</param>
/// <param name="PortId">The API's port.</param>
public sealed record DevicePlan(string Name, string PortId, MacAddress Mac, int Mtu, EquatableList<AddressPlan> Addresses)
{
    private const int IdLength = 11;

    /// <summary>The name of the end in the host's namespace; null: as <see cref="CableStyle"/> says.</summary>
    public string? OuterName { get; init; }

    /// <summary>The name of a port's device: a prefix and the first 11 characters of its id.</summary>
    public static string NameOf(string prefix, string portId) => prefix + portId[..Math.Min(IdLength, portId.Length)];
}
