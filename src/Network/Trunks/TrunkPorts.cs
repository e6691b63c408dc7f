using Naru.Network.Ports;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Trunks;

/// <summary>What being on a trunk does to a port: its host is the parent's.</summary>
public sealed class TrunkPorts(PortLifecycle ports)
{
    public void Attach(Transaction state, Port parent, IEnumerable<SubPort> subPorts) =>
        Place(state, subPorts, DeviceOwners.Trunk, parent.Binding.Host);

    /// <summary>The ports are free for other uses.</summary>
    public void Detach(Transaction state, IEnumerable<SubPort> subPorts) => Place(state, subPorts, "", "");

    /// <summary>The parent's host has changed, and what the old one reported counts no more.</summary>
    public void Follow(Transaction state, Trunk trunk, Port parent)
    {
        Place(state, trunk.SubPorts, DeviceOwners.Trunk, parent.Binding.Host);
        if (trunk.Carried.Length > 0 || trunk.StatusReason.Length > 0)
            state.Update(TrunkTable.Table, (trunk with { Carried = "", StatusReason = "" }).Touched(state));
    }

    /// <summary>The parent shows what rides on it.</summary>
    /// <param name="trunk">Null: nothing any more.</param>
    public static void Show(Transaction state, string parentId, Trunk? trunk)
    {
        var details = trunk is null ? null : TrunkDetails.Of(state, trunk);
        if (state.In(PortTable.Table).Find(parentId) is { } parent && parent.Trunk != details)
            state.Update(PortTable.Table, parent with { Trunk = details });
    }

    private void Place(Transaction state, IEnumerable<SubPort> subPorts, string owner, string host)
    {
        foreach (var subPort in subPorts)
        {
            if (state.In(PortTable.Table).Find(subPort.PortId) is { } port)
                ports.Change(state, port, port with { DeviceOwner = owner, Binding = port.Binding with { Host = host } }).Unwrap();
        }
    }
}
