using System.Collections.Immutable;
using Naru.Primitives;

namespace Naru.HostNetwork;

/// <summary>What is found on a host: everything that decisions about its network are made from.</summary>
public sealed record HostFacts
{
    /// <summary>Names of the processes in the host's network, at most 15 characters each as the kernel keeps them.</summary>
    public EquatableList<string> Processes { get; init; }

    public bool HasNetplanFiles { get; init; }

    public bool HasIfcfgFiles { get; init; }

    public bool HasInterfacesFile { get; init; }

    public EquatableList<HostLink> Links { get; init; }

    /// <summary>Parameters of the kernel that matter here, by their keys with slashes; those it does not have are left out.</summary>
    public ImmutableDictionary<string, string> Parameters { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Modules that are in the kernel.</summary>
    public EquatableList<string> Modules { get; init; }

    /// <summary>Modules that could be loaded.</summary>
    public EquatableList<string> LoadableModules { get; init; }

    /// <summary>Configuration of NetworkManager and systemd-networkd that says which devices are theirs, and parameters that an earlier check has set.</summary>
    public EquatableList<HostFile> ManagerFiles { get; init; }

    public bool Runs(string program)
    {
        const int Longest = 15;
        return Processes.Items.Contains(program[..Math.Min(program.Length, Longest)]);
    }
}
