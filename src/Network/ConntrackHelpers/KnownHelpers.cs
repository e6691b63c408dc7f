using System.Collections.Frozen;

namespace Naru.Network.ConntrackHelpers;

/// <summary>The helpers of Linux' connection tracking by their names in the API, and the protocols each is there for.</summary>
internal static class KnownHelpers
{
    private static readonly FrozenDictionary<string, string[]> ByName = new Dictionary<string, string[]>
    {
        ["amanda"] = ["udp"], ["ftp"] = ["tcp"], ["h323"] = ["tcp", "udp"], ["irc"] = ["tcp"], ["netbios-ns"] = ["udp"], ["pptp"] = ["tcp"],
        ["sane"] = ["tcp"], ["sip"] = ["tcp", "udp"], ["snmp"] = ["udp"], ["tftp"] = ["udp"],
    }.ToFrozenDictionary();

    public static string Names { get; } = string.Join(", ", ByName.Keys.Order(StringComparer.Ordinal));

    /// <summary>Empty: there is no such helper.</summary>
    public static IReadOnlyList<string> ProtocolsOf(string helper) => ByName.GetValueOrDefault(helper) ?? [];
}
