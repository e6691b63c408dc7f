using System.Net;
using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Agent.Dns;

/// <summary>The resolvers of the host, as resolv.conf(5) lists them.</summary>
public static class ResolvConf
{
    private const string Path = "/etc/resolv.conf";

    /// <summary>Reads the host's file; one that is absent or unreadable names nobody.</summary>
    public static EquatableList<IPEndPoint> Read()
    {
        try
        {
            return Servers(File.ReadAllText(Path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The <c>nameserver</c> lines of a file; everything else is ignored.</summary>
    public static EquatableList<IPEndPoint> Servers(string text) => text
        .Split('\n')
        .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words is ["nameserver", _, ..])
        .Select(words => IPAddress.TryParse(words[1], out var address) ? new IPEndPoint(address, DnsWire.Port) : null)
        .OfType<IPEndPoint>()
        .ToEquatableList();
}
