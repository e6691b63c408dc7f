using Naru.Agent.Instances.Live;
using Naru.Agent.Instances.Plugging;
using Naru.NodeContract;

namespace Naru.Agent.Instances;

/// <summary>What an instance is started with.</summary>
/// <param name="Disks">The first one is the root.</param>
/// <param name="Nics">Its network cards, each under the name that the instance sees.</param>
internal sealed record InstanceStart(NodeInstance Instance, InstanceFiles Files, IReadOnlyList<InstanceDisk> Disks, IReadOnlyList<(InstanceCable Cable, string Name)> Nics)
{
    /// <summary>It is started for one that comes from another host, and does not run by itself; null: it boots.</summary>
    public MachineDescription? Machine { get; init; }
}
