using System.Collections.Immutable;
using Naru.Protocols.Netlink.Route;

namespace Naru.HostNetwork;

/// <summary>Looks around on this host, and changes nothing.</summary>
/// <param name="root">Where the host's files begin; <c>/</c>, or the file tree of an image.</param>
public sealed class HostFactsReader(string root)
{
    private static readonly string[] Parameters =
    [
        "net/ipv4/ip_forward", "net/ipv4/conf/all/rp_filter", "net/bridge/bridge-nf-call-iptables", "net/bridge/bridge-nf-call-ip6tables",
    ];

    /// <summary>Whether the host is this one, and not an image.</summary>
    public bool IsLive => root == "/";

    public HostFacts Read() => new()
    {
        Processes = IsLive ? [.. Processes().Distinct().Order(StringComparer.Ordinal)] : [],
        HasNetplanFiles = Files("etc/netplan", "*.yaml").Any(),
        HasIfcfgFiles = Files("etc/sysconfig/network-scripts", "ifcfg-*").Any(file => Path.GetFileName(file) != "ifcfg-lo"),
        HasInterfacesFile = File.Exists(Path.Combine(root, "etc/network/interfaces")),
        Links = IsLive ? [.. Links()] : [],
        Parameters = IsLive ? ReadParameters() : ImmutableDictionary<string, string>.Empty,
        Modules = IsLive ? [.. LoadedModules().Distinct().Order(StringComparer.Ordinal)] : [],
        LoadableModules = IsLive ? [.. ListedModules("modules.dep").Distinct().Order(StringComparer.Ordinal)] : [],
        ManagerFiles = [.. new[] { ("etc/NetworkManager/conf.d", "*.conf"), ("etc/sysctl.d", "90-naru.conf"), ("etc/systemd/network", "*.network"), ("usr/lib/systemd/network", "*.network"), ("run/systemd/network", "*.network") }
            .SelectMany(place => Files(place.Item1, place.Item2)).Select(file => new HostFile("/" + Path.GetRelativePath(root, file), File.ReadAllText(file)))
            .OrderBy(file => file.Path, StringComparer.Ordinal)],
    };

    // A machine may be host to others: what is in another network does not configure this one.
    private static IEnumerable<string> Processes()
    {
        var own = NetworkOf("self");
        foreach (var process in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).OfType<string>().Where(name => char.IsAsciiDigit(name[0])))
        {
            if (NetworkOf(process) == own && Read($"/proc/{process}/comm") is { } name)
                yield return name;
        }
    }

    private static string? NetworkOf(string process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/ns/net").LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<HostLink> Links()
    {
        using var route = RouteSocket.Open().Unwrap();
        var addresses = route.Addresses.List().Unwrap();
        foreach (var link in route.Links.List().Unwrap())
            yield return new HostLink(link.Name, link.Mtu, [.. addresses.Where(address => address.LinkIndex == link.Index).Select(address => address.Address)]);
    }

    private static ImmutableDictionary<string, string> ReadParameters() => Parameters
        .Concat(Directory.EnumerateDirectories("/proc/sys/net/ipv4/conf").Select(device => $"net/ipv4/conf/{Path.GetFileName(device)}/rp_filter"))
        .Distinct().Select(key => (Key: key, Value: Read($"/proc/sys/{key}"))).Where(pair => pair.Value is not null)
        .ToImmutableDictionary(pair => pair.Key, pair => pair.Value!); // Those without a value were left out.

    // What is built in has a directory only if it has parameters; some show themselves elsewhere.
    private static IEnumerable<string> LoadedModules()
    {
        var shown = new (string Module, string Place)[] { ("br_netfilter", "/proc/sys/net/bridge"), ("8021q", "/proc/net/vlan") };
        return Directory.EnumerateDirectories("/sys/module").Select(Path.GetFileName).OfType<string>()
            .Concat(ListedModules("modules.builtin"))
            .Concat(shown.Where(each => Directory.Exists(each.Place)).Select(each => each.Module));
    }

    private static IEnumerable<string> ListedModules(string list)
    {
        var file = $"/lib/modules/{Read("/proc/sys/kernel/osrelease")}/{list}";
        return File.Exists(file) ? File.ReadLines(file).Select(line => Path.GetFileName(line.Split(':')[0]).Split('.')[0]) : [];
    }

    private IEnumerable<string> Files(string folder, string pattern)
    {
        var path = Path.Combine(root, folder);
        return Directory.Exists(path) ? Directory.EnumerateFiles(path, pattern) : [];
    }

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd('\n');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
