using Naru.Primitives;

namespace Naru.Agent.Metadata;

/// <summary>A port of an instance, as its operating system sees it.</summary>
public sealed record InstanceInterface(Guid PortId, MacAddress Mac, Guid NetworkId)
{
    public int MtuBytes { get; init; } = 1500;

    public EquatableList<InstanceAddress> Addresses { get; init; }

    /// <summary>The name of the tap device, which <c>network_data.json</c> calls the link by.</summary>
    internal string TapName => $"tap{PortId.ToString()[..11]}";
}
