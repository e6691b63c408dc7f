using Naru.Primitives;

namespace Naru.HostNetwork;

/// <summary>A bridge that a host shall have from now on, also after it was started again.</summary>
/// <param name="Name">At most 15 characters.</param>
/// <param name="Ports">Cards that belong to it. Addresses that they have are not moved: give them to the bridge.</param>
/// <param name="Addresses">Addresses of the host on it, each with the length of its network's prefix.</param>
/// <param name="Gateway">The default gateway; null: none.</param>
/// <param name="Mtu">In bytes; null: as it comes.</param>
public sealed record BridgeRequest(
    string Name, BridgeKind Kind, EquatableList<string> Ports, EquatableList<HostAddress> Addresses, IpAddress? Gateway, int? Mtu)
{
    /// <summary>The addresses are asked of a DHCP server.</summary>
    public bool UsesDhcp { get; init; }

    private const int LongestName = 15;

    /// <summary>The request itself, or all that is wrong with it.</summary>
    public Result<BridgeRequest> Checked()
    {
        var faults = new List<string>();
        foreach (var name in Ports.Prepend(Name))
        {
            if (!IsName(name))
                faults.Add($"'{name}' is no name for a device: expected 1 to {LongestName} letters, digits, '-', '_' and '.'");
        }
        if (Ports.Items.Distinct().Count() < Ports.Count || Ports.Items.Contains(Name))
            faults.Add("a device can be in the bridge once, and a bridge not in itself");
        if (UsesDhcp && !Addresses.IsEmpty)
            faults.Add("addresses are given or asked of DHCP, not both");
        if (Gateway is { } gateway && !Addresses.Items.Any(address => address.Prefix.Contains(gateway)))
            faults.Add($"the gateway {gateway} is in no network of the bridge's addresses");
        if (Mtu is < 68 or > 65535)
            faults.Add($"an MTU of {Mtu} is none: expected 68 to 65535");
        return faults.Count == 0 ? this : Error.Invalid($"{string.Join("; ", faults)}.");
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name is not ("." or "..") && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
