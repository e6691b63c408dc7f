using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;

namespace Naru.Network.SecurityGroups.DefaultStatefulness;

/// <summary>The declaration of <c>/security-groups-default-statefulness</c>; one and many have the same name there.</summary>
public static class DefaultStatefulnessResource
{
    private const string Name = "security_groups_default_statefulness";
    private const string OneProject = "role:admin or not 'True':%(is_for_everybody)s";

    public static readonly ResourceDefinition<StatefulnessSetting> Definition = new(Name, Name, DefaultStatefulnessTable.Table)
    {
        Path = "security-groups-default-statefulness",
        Extension = "security-groups-default-statefulness",
        ErrorName = "SecurityGroupDefaultStatefulness",
        Title = "Security group default statefulness",
        Blank = static () => new StatefulnessSetting(),
        CreatePolicy = Rules.ManagerOrAdmin,
        UpdatePolicy = Rules.ManagerOrAdmin,
        DeletePolicy = Rules.ManagerOrAdmin,
        PolicyTarget = static (_, setting, name) => name == "is_for_everybody" ? setting.IsForEverybody.ToString() : null,
        Fields =
        [
            StandardFields.Id<StatefulnessSetting>(),
            new Field<StatefulnessSetting, string?>("project_id", Kinds.Text(255).OrNull(), Owner, SetOwner)
            {
                Access = Access.Create, Alias = "tenant_id", Query = Query.FilterSort, CreatePolicy = OneProject,
            },
            new Field<StatefulnessSetting, bool>("stateful", Kinds.Flag, s => s.Stateful, (s, value) => s with { Stateful = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
        ],
    };

    private static string? Owner(StatefulnessSetting setting) => setting.ProjectId.Length == 0 ? null : setting.ProjectId;

    private static StatefulnessSetting SetOwner(StatefulnessSetting setting, string? project) =>
        setting with { ProjectId = project ?? "", IsForEverybody = string.IsNullOrEmpty(project) };
}
