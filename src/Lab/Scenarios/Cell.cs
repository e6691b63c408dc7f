using Naru.Lab.Topology;

namespace Naru.Lab.Scenarios;

/// <summary>One combination of what may be chosen of a cloud.</summary>
/// <param name="Mode">What switches packets, as <c>naru up --mode</c> names it.</param>
/// <param name="Type">The type of the projects' networks, as the API names it.</param>
public sealed record Cell(string Mode, string Type, RouterMode Router)
{
    public const string OpenVSwitch = "ovs";
    public const string LinuxBridge = "linuxbridge";
    public const string Ovn = "ovn";

    private static readonly string[] Types = ["local", "flat", "vlan", "vxlan", "gre", "geneve"];

    /// <summary>Why there is nothing to run; null: it is run.</summary>
    public string? WhyNot => (Mode, Type, Router) switch
    {
        (Ovn, "local", _) => "OVN has no network that ends at a host: a `local` one spans them, as with Neutron; `NetworkTypes` has its packets, in the labs of the tests",
        (_, "local", _) => "a local network ends at its host, away from routers and DHCP; `NetworkTypes` has its packets, in the labs of the tests",
        (_, "flat", _) => "a flat network is the operator's and not a project's; every cell's external network is one, and `NetworkTypes` has instances on it, in the labs of the tests",
        (LinuxBridge, "gre" or "geneve", _) => "the Linux bridge mode carries VXLAN and VLANs",
        (LinuxBridge, _, RouterMode.Distributed) => "distributed routers are flows of Open vSwitch",
        (Ovn, "vxlan" or "gre", _) => "OVN's tunnels are Geneve: VXLAN's header has no room for both of its ports, and GRE it does not have",
        (Ovn, _, not RouterMode.Centralized) => "OVN's routers are distributed and have a failover of their own; `distributed` and `ha` are refused",
        (_, "vlan", RouterMode.Distributed) => "distributed routers are for tunnel networks",
        _ => null,
    };

    /// <summary>All combinations, in the order of the table.</summary>
    public static IEnumerable<Cell> All(IEnumerable<string> modes) =>
        from mode in modes
        from type in Types
        from router in Enum.GetValues<RouterMode>()
        select new Cell(mode, type, router);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out Cell cell)
    {
        var parts = text.Split('/');
        var found = parts.Length == 3 ? All([parts[0]]).FirstOrDefault(one => one.ToString() == text) : null;
        cell = found ?? new Cell("", "", RouterMode.Centralized);
        return found is not null;
    }

    /// <summary>The options of <c>naru up</c> that bring it up.</summary>
    public IEnumerable<string> Options =>
    [
        .. Mode == OpenVSwitch ? Array.Empty<string>() : ["--mode", Mode],
        "--type", Type,
        .. Router switch { RouterMode.Distributed => ["--dvr"], RouterMode.HighlyAvailable => ["--ha"], _ => Array.Empty<string>() },
    ];

    public override string ToString() => $"{Mode}/{Type}/{NameOf(Router)}";

    public static string NameOf(RouterMode router) => router switch
    {
        RouterMode.Distributed => "dvr",
        RouterMode.HighlyAvailable => "ha",
        _ => "central",
    };
}
