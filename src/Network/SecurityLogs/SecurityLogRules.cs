using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.SecurityLogs;

/// <summary>What a log does beyond being stored: it is about something that exists and that a firewall of ours decides about.</summary>
internal sealed class SecurityLogRules : IResourceRules<SecurityLog>
{
    /// <summary>What can be logged (<c>/log/loggable-resources</c>).</summary>
    public const string SecurityGroups = "security_group";

    public Result<SecurityLog> Creating(Transaction state, Caller caller, SecurityLog draft, Given given)
    {
        if (draft.ResourceType != SecurityGroups)
            return NetworkErrors.Invalid("InvalidLogResourceType", $"Invalid log resource_type: {draft.ResourceType}.");
        if (draft.ResourceId is { } groupId && !SecurityGroupAccess.Find(state, caller, groupId).Succeeded)
            return Error.NotFound("ResourceNotFound", $"Resource {groupId} could not be found.");
        if (draft.TargetId is not { } portId)
            return draft;
        if (state.In(PortTable.Table).Find(portId) is not { } port || (!caller.IsAdmin && port.ProjectId != caller.ProjectId))
            return Error.NotFound("TargetResourceNotFound", $"Target resource {portId} could not be found.");
        if (port.Binding.IsBound && port.Binding.VifType != VifTypes.OpenVSwitch)
            return Error.Conflict("LoggingTypeNotSupported", $"Logging type {draft.ResourceType} is not supported on port {portId}.");
        return draft.ResourceId is null || port.SecurityGroupIds.Items.Contains(draft.ResourceId)
            ? draft
            : NetworkErrors.Invalid("InvalidResourceConstraint",
                $"Invalid resource constraint between resource ({draft.ResourceType} {draft.ResourceId}) and target resource (port {portId}).");
    }
}
