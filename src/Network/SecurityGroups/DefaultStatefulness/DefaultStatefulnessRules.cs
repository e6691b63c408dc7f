using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.SecurityGroups.DefaultStatefulness;

/// <summary>A project has one setting, and so has everybody.</summary>
internal sealed class DefaultStatefulnessRules : IResourceRules<StatefulnessSetting>
{
    public Result<StatefulnessSetting> Creating(Transaction state, Caller caller, StatefulnessSetting draft, Given given)
    {
        var setting = draft.IsForEverybody ? draft with { ProjectId = "", IsForEverybody = false } : draft;
        return DefaultStatefulnessTable.OfProject.Find(state, setting.ProjectId) is null
            ? setting
            : Error.Conflict("SecurityGroupDefaultStatefulnessAlreadyExists",
                $"A security group default statefulness setting already exists for project '{(setting.ProjectId.Length == 0 ? "system-wide" : setting.ProjectId)}'.");
    }
}
