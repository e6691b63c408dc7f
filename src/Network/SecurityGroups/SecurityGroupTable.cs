using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.SecurityGroups;

/// <summary>Where security groups are stored.</summary>
public static class SecurityGroupTable
{
    public static readonly Table<SecurityGroup> Table = new("security_groups", SecurityGroupJson.Default.SecurityGroup);
    public static readonly Index<SecurityGroup, string> ByProject = Table.IndexBy("project", group => group.ProjectId);
    public static readonly UniqueIndex<SecurityGroup, string> DefaultOf =
        Table.UniqueBy("default", group => group.IsDefault ? group.ProjectId : null);
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(SecurityGroup))]
[JsonSerializable(typeof(SecurityGroupRule))]
internal sealed partial class SecurityGroupJson : JsonSerializerContext;
