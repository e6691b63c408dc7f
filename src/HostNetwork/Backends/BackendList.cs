using Naru.Primitives;

namespace Naru.HostNetwork.Backends;

/// <summary>All backends, and which one a host uses.</summary>
public static class BackendList
{
    // In the order in which they are looked for: netplan stands above networkd and NetworkManager, and ifcfg files above NetworkManager.
    public static readonly EquatableList<Backend> All =
        [new NetplanBackend(), new IfcfgBackend(), new KeyfileBackend(), new IfupdownBackend(), new NetworkdBackend()];

    /// <summary>The backend of this name, or the one that the host uses.</summary>
    /// <param name="name">Null: find out.</param>
    public static Result<Backend> Choose(string? name, HostFacts facts)
    {
        var words = string.Join(", ", All.Select(backend => backend.Name));
        if (name is not null)
        {
            return All.Items.FirstOrDefault(backend => backend.Name == name) is { } asked
                ? asked
                : Error.Invalid($"'{name}' is no backend: expected one of {words}.");
        }
        return All.Items.FirstOrDefault(backend => IsInUse(backend.Name, facts)) is { } found
            ? found
            : Error.NotFound("NoBackend", $"What configures this host's network is not known: no netplan file, ifcfg file, NetworkManager, /etc/network/interfaces or systemd-networkd was found. Say it with --backend ({words}).");
    }

    private static bool IsInUse(string name, HostFacts facts) => name switch
    {
        "netplan" => facts.HasNetplanFiles,
        "ifcfg" => facts.HasIfcfgFiles && !facts.Runs("NetworkManager"),
        "networkmanager" => facts.Runs("NetworkManager"),
        "networkd" => facts.Runs("systemd-networkd"),
        _ => facts.HasInterfacesFile,
    };
}
