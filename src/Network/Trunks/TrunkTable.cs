using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Trunks;

/// <summary>Where trunks are stored.</summary>
public static class TrunkTable
{
    public static readonly Table<Trunk> Table = new("trunks", TrunkJson.Default.Trunk);
    public static readonly Index<Trunk, string> ByProject = Table.IndexBy("project", trunk => trunk.ProjectId);
    public static readonly UniqueIndex<Trunk, string> ByParent = Table.UniqueBy("parent", trunk => trunk.PortId);
    public static readonly Index<Trunk, string> BySubPort = Table.IndexByMany("sub_port", trunk => trunk.SubPorts.Select(port => port.PortId));

    /// <summary>The trunk that a port is a subport of; null: none.</summary>
    public static Trunk? OfSubPort(IStateReader state, string portId) => BySubPort.Of(state, portId).FirstOrDefault();
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>), typeof(EquatableListJson<SubPort>)])]
[JsonSerializable(typeof(Trunk))]
internal sealed partial class TrunkJson : JsonSerializerContext;
