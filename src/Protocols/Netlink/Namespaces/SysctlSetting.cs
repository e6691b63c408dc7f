namespace Naru.Protocols.Netlink.Namespaces;

/// <summary>A kernel parameter and the value it shall have.</summary>
/// <param name="Key">With slashes, below <c>/proc/sys</c>: <c>net/ipv4/ip_forward</c>.</param>
/// <param name="Value">As it is written into the file.</param>
public readonly record struct SysctlSetting(string Key, string Value)
{
    public SysctlSetting(string key, int value)
        : this(key, value.ToString())
    {
    }
}
