using System.Globalization;
using Naru.Primitives;

namespace Naru.HostNetwork;

/// <summary>An address of a host with the length of its network's prefix.</summary>
public readonly record struct HostAddress(IpAddress Address, int Length)
{
    public IpPrefix Prefix => IpPrefix.Containing(Address, Length);

    public static Result<HostAddress> Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && IpAddress.TryParse(text.AsSpan(0, slash), out var address)
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= address.Bits
            ? new HostAddress(address, length)
            : Error.Invalid($"'{text}' is no address with a prefix length: expected such as 192.0.2.5/24.");
    }

    public override string ToString() => $"{Address}/{Length}";
}
