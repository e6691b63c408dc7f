using Naru.Network.Ports;
using Naru.NodeContract;
using Naru.State;

namespace Naru.Network.Trunks;

/// <summary>The status of a trunk: what its host reports, held against what is wanted now.</summary>
internal static class TrunkStatus
{
    public const string Active = "ACTIVE";
    public const string Build = "BUILD";
    public const string Down = "DOWN";

    /// <summary>The parent works, some subport does not.</summary>
    public const string Degraded = "DEGRADED";

    public const string Error = "ERROR";

    public static string Of(IStateReader state, Trunk trunk)
    {
        if (state.In(PortTable.Table).Find(trunk.PortId) is not { } parent || parent.Binding.Host.Length == 0)
            return Down;
        if (parent.Binding.VifType == VifTypes.BindingFailed || parent.Status is PortStatus.Error)
            return Error;
        if (trunk.StatusReason.Length > 0)
            return Degraded;
        if (trunk.Carried.Length == 0)
            return Down;
        return trunk.Carried == TrunkView.Of(trunk).Carrying ? Active : Build;
    }

    /// <summary>Records what a host reports. What another host than the parent's says is old news and changes nothing.</summary>
    public static void Report(Transaction state, string host, Observation observation)
    {
        if (state.In(TrunkTable.Table).Find(observation.Id) is not { } trunk || state.In(PortTable.Table).Find(trunk.PortId)?.Binding.Host != host)
            return;
        var after = observation.Condition switch
        {
            Condition.Active => trunk with { Carried = observation.Detail, StatusReason = "" },
            Condition.Error => trunk with { StatusReason = observation.Detail },
            _ => trunk with { Carried = "", StatusReason = "" },
        };
        if (after != trunk)
            state.Update(TrunkTable.Table, after);
    }
}
