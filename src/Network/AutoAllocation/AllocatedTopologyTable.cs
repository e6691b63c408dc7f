using System.Text.Json.Serialization;
using Naru.State;

namespace Naru.Network.AutoAllocation;

/// <summary>Where auto-allocated topologies are stored.</summary>
public static class AllocatedTopologyTable
{
    public static readonly Table<AllocatedTopology> Table = new("auto_allocated_topologies", AllocatedTopologyJson.Default.AllocatedTopology);
}

[JsonSerializable(typeof(AllocatedTopology))]
internal sealed partial class AllocatedTopologyJson : JsonSerializerContext;
