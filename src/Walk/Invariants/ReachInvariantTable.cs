using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Walk.Invariants;

/// <summary>Where invariants of reachability are stored.</summary>
public static class ReachInvariantTable
{
    public static readonly Table<ReachInvariant> Table = new("reach_invariants", ReachInvariantJson.Default.ReachInvariant);
    public static readonly Index<ReachInvariant, string> ByProject = Table.IndexBy("project", invariant => invariant.ProjectId);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(ReachInvariant))]
internal sealed partial class ReachInvariantJson : JsonSerializerContext;
