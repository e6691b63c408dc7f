using Naru.Primitives;

namespace Naru.Agent.Firewall;

/// <summary>Address blocks as the elements of an nftables set.</summary>
internal static class AddressSet
{
    /// <summary>The elements in order; what lies inside of another is left out, because intervals must not overlap.</summary>
    public static IEnumerable<string> Of(IEnumerable<IpPrefix> prefixes)
    {
        IpPrefix? last = null;
        foreach (var prefix in prefixes.Order())
        {
            if (last is { } before && before.Contains(prefix))
                continue;
            last = prefix;
            yield return RuleText.Address(prefix);
        }
    }
}
