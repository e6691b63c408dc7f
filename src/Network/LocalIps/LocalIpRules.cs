using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.LocalIps;

/// <summary>What a local IP does beyond being stored: a port holds its address, so that nobody else gets it.</summary>
internal sealed class LocalIpRules(PortLifecycle ports) : IResourceRules<LocalIp>
{
    public Result<LocalIp> Creating(Transaction state, Caller caller, LocalIp draft, Given given)
    {
        if (draft.LocalPortId.Length > 0)
            return OfPort(state, caller, draft);
        return draft.NetworkId.Length > 0 ? OfNetwork(state, caller, draft) : LocalIpErrors.PortOrNetworkRequired;
    }

    public Result<Done> Deleting(Transaction state, Caller caller, LocalIp local)
    {
        if (LocalIpTables.ByLocalIp.Any(state, local.Id))
            return LocalIpErrors.InUse(local.Id);
        if (state.In(PortTable.Table).Find(local.LocalPortId) is { DeviceOwner: DeviceOwners.LocalIp } held && held.DeviceId == local.Id)
            ports.Delete(state, held);
        return Done.Ok;
    }

    private static Result<LocalIp> OfPort(IStateReader state, Caller caller, LocalIp draft)
    {
        if (state.In(PortTable.Table).Find(draft.LocalPortId) is not { } port || (!caller.IsAdmin && port.ProjectId != caller.ProjectId))
            return LocalIpErrors.BadRequest($"Port {draft.LocalPortId} not found");
        return PortAddress.Choose(port, draft.Address).Map(address => draft with { NetworkId = port.NetworkId, Address = address });
    }

    private Result<LocalIp> OfNetwork(Transaction state, Caller caller, LocalIp draft)
    {
        if (state.In(NetworkTable.Table).Find(draft.NetworkId) is not { } network || !NetworkAccess.Sees(state, caller, network))
            return NetworkErrors.NetworkNotFound(draft.NetworkId);
        if (!SubnetTable.ByNetwork.Of(state, network.Id).Any(subnet => subnet.IpVersion == 4))
            return LocalIpErrors.BadRequest($"Network {network.Id} does not contain any IPv4 subnet");
        var made = ports.Create(state, new Port
        {
            ProjectId = draft.ProjectId,
            NetworkId = draft.NetworkId,
            DeviceId = draft.Id,
            DeviceOwner = DeviceOwners.LocalIp,
            Status = PortStatus.NotApplicable,
            RequestedIps = draft.Address == default ? null : [new FixedIpRequest(null, draft.Address)],
        });
        return made.Then(port => PortAddress.Choose(port, draft.Address, onlyOne: false)
            .Map(address => draft with { LocalPortId = port.Id, Address = address }));
    }
}
