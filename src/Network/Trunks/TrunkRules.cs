using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.Trunks;

/// <summary>What a trunk does beyond being stored.</summary>
public sealed class TrunkRules(TrunkPorts ports) : IResourceRules<Trunk>
{
    public Result<Trunk> Creating(Transaction state, Caller caller, Trunk draft, Given given)
    {
        if (!SubPortChecks.Distinct(draft.SubPorts).TryGet(out _, out var error)
            || !SubPortChecks.Find(state, caller, draft.PortId).TryGet(out var parent, out error))
        {
            return error;
        }
        if (TrunkTable.BySubPort.Any(state, parent.Id))
            return TrunkErrors.PortInUse(parent.Id);
        // Where a bound port is plugged has been told to whoever runs the instance; a trunk's parent is plugged elsewhere.
        if (TrunkTable.ByParent.Find(state, parent.Id) is not null || parent.Binding.Host.Length > 0)
            return TrunkErrors.ParentInUse(parent.Id);
        if (!SubPortChecks.Settle(state, caller, draft.Id, parent, [], draft.SubPorts).TryGet(out var settled, out error))
            return error;
        ports.Attach(state, parent, settled);
        return draft with { SubPorts = settled };
    }

    public Result<Done> Deleting(Transaction state, Caller caller, Trunk trunk)
    {
        if (!trunk.AdminStateUp)
            return TrunkErrors.Disabled(trunk.Id);
        if (state.In(PortTable.Table).Find(trunk.PortId) is { Binding.Host.Length: > 0 })
            return Error.Conflict("TrunkInUse", $"Trunk {trunk.Id} is currently in use.");
        ports.Detach(state, trunk.SubPorts);
        return Done.Ok;
    }

    public void Changed(Transaction state, Trunk? before, Trunk? after) => TrunkPorts.Show(state, (after ?? before!).PortId, after);

    /// <summary>The trunk with more subports.</summary>
    internal Result<Trunk> Add(Transaction state, Caller caller, Trunk trunk, EquatableList<SubPort> more)
    {
        if (!SubPortChecks.Distinct(more).TryGet(out _, out var error)
            || !CheckManageable(state, trunk).TryGet(out _, out error)
            || !SubPortChecks.Find(state, caller, trunk.PortId).TryGet(out var parent, out error)
            || !SubPortChecks.Settle(state, caller, trunk.Id, parent, trunk.SubPorts, more).TryGet(out var settled, out error))
        {
            return error;
        }
        ports.Attach(state, parent, settled);
        return trunk with { SubPorts = trunk.SubPorts.Items.Concat(settled).ToEquatableList() };
    }

    /// <summary>The trunk with fewer subports; only the ids of their ports count.</summary>
    internal Result<Trunk> Remove(Transaction state, Caller caller, Trunk trunk, EquatableList<SubPort> fewer)
    {
        if (!CheckManageable(state, trunk).TryGet(out _, out var error))
            return error;
        var ids = fewer.Items.Select(port => port.PortId).ToHashSet();
        foreach (var id in ids)
        {
            if (!trunk.SubPorts.Items.Any(port => port.PortId == id))
                return Error.NotFound("SubPortNotFound", $"SubPort {id} on trunk {trunk.Id} could not be found.");
        }
        ports.Detach(state, trunk.SubPorts.Where(port => ids.Contains(port.PortId)));
        return trunk with { SubPorts = trunk.SubPorts.Where(port => !ids.Contains(port.PortId)).ToEquatableList() };
    }

    private static Result<Done> CheckManageable(IStateReader state, Trunk trunk) =>
        !trunk.AdminStateUp ? TrunkErrors.Disabled(trunk.Id)
        : TrunkStatus.Of(state, trunk) == TrunkStatus.Error ? TrunkErrors.InErrorState(trunk.Id)
        : Done.Ok;
}
