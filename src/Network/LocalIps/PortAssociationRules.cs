using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.LocalIps;

/// <summary>What an association does beyond being stored.</summary>
internal sealed class PortAssociationRules : IResourceRules<PortAssociation>
{
    public Result<PortAssociation> Referring(Transaction state, Caller caller, PortAssociation draft, Given given) =>
        state.In(LocalIpTables.LocalIps).Find(draft.LocalIpId) is { } local && (caller.IsAdmin || local.ProjectId == caller.ProjectId)
            ? draft with { ProjectId = local.ProjectId }
            : LocalIpResource.Definition.NotFound(draft.LocalIpId);

    public Result<PortAssociation> Creating(Transaction state, Caller caller, PortAssociation draft, Given given)
    {
        var local = state.In(LocalIpTables.LocalIps).Find(draft.LocalIpId)!; // Referring has found it.
        if (state.In(PortTable.Table).Find(draft.FixedPortId) is not { } port || (!caller.IsAdmin && port.ProjectId != caller.ProjectId))
            return LocalIpErrors.BadRequest($"Port {draft.FixedPortId} not found");
        if (port.NetworkId != local.NetworkId)
            return LocalIpErrors.BadRequest($"Port {port.Id} is on network {port.NetworkId} and not on that of the local IP, {local.NetworkId}");
        var id = PortAssociation.IdOf(local.Id, port.Id);
        if (state.In(LocalIpTables.Associations).Contains(id))
            return LocalIpErrors.AlreadyAssociated(local.Id, port.Id);
        return PortAddress.Choose(port, draft.FixedAddress).Map(address => draft with { Id = id, FixedAddress = address });
    }
}
