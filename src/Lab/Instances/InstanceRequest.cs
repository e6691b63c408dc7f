using Naru.Lab.Cloud;

namespace Naru.Lab.Instances;

/// <summary>An instance somebody wants.</summary>
/// <param name="Host">The compute host it runs on.</param>
public sealed record InstanceRequest(string Name, string Host)
{
    /// <summary>Name or id of the network in which its port is made; not needed with <see cref="Port"/>.</summary>
    public string? Network { get; init; }

    /// <summary>Name or id of a port that is there already.</summary>
    public string? Port { get; init; }

    /// <summary>The name of its flavor.</summary>
    public string Flavor { get; init; } = CloudServers.Flavor;

    /// <summary>Names or ids; with none the project's default group holds.</summary>
    public IReadOnlyList<string> SecurityGroups { get; init; } = [];
}
