using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>What an instance may know about itself.</summary>
/// <param name="InstanceId">The port's <c>device_id</c>.</param>
public sealed record InstanceMetadata(string InstanceId, string ProjectId)
{
    public string Name { get; init; } = "";

    /// <summary>The name with the network's domain.</summary>
    public string HostName { get; init; } = "";

    public string AvailabilityZone { get; init; } = "nova";

    /// <summary>The flavor's name.</summary>
    public string InstanceType { get; init; } = "";

    public string ImageId { get; init; } = "";

    /// <summary>The floating address; null when it has none.</summary>
    public IpAddress? PublicIpv4 { get; init; }

    public EquatableList<string> SecurityGroups { get; init; }

    public EquatableList<InstanceKey> Keys { get; init; }

    /// <summary>What the user attached as key and value.</summary>
    public EquatableList<InstanceTag> Tags { get; init; }

    /// <summary>The devices that its user has words for.</summary>
    public EquatableList<InstanceDevice> Devices { get; init; }

    /// <summary>The octets that the user gave; empty for none.</summary>
    public EquatableList<byte> UserData { get; init; }

    /// <summary>What it has encrypted for its user; empty: nothing.</summary>
    public string SealedPassword { get; init; } = "";

    /// <summary>Its ports, the first one first.</summary>
    public EquatableList<InstanceInterface> Interfaces { get; init; }
}
