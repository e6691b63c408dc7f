using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.SecurityGroups.DefaultStatefulness;

/// <summary>Where the settings are stored, one a project at most.</summary>
public static class DefaultStatefulnessTable
{
    public static readonly Table<StatefulnessSetting> Table = new("security_groups_default_statefulness", StatefulnessJson.Default.StatefulnessSetting);
    public static readonly UniqueIndex<StatefulnessSetting, string> OfProject = Table.UniqueBy("project", setting => setting.ProjectId);

    /// <summary>What a new group of the project is when its creation does not say.</summary>
    public static bool IsStateful(IStateReader state, string projectId) =>
        (OfProject.Find(state, projectId) ?? OfProject.Find(state, ""))?.Stateful ?? true;
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(StatefulnessSetting))]
internal sealed partial class StatefulnessJson : JsonSerializerContext;
