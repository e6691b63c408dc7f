using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Ports;

/// <summary>Turns what hosts report into the status of ports: a port is ACTIVE when all that its packets need is in place.</summary>
public static class PortProvisioning
{
    /// <summary>Records what a host reports of a port.</summary>
    /// <param name="host">The host that reports. What another host than the port's own says of its wiring is old news and changes nothing.</param>
    /// <param name="step"><see cref="ProvisioningSteps.L2"/> or <see cref="ProvisioningSteps.Dhcp"/>.</param>
    /// <param name="reason">Why it cannot be put in place.</param>
    public static Result<Done> Report(Transaction state, string portId, string host, ProvisioningSteps step, ProvisioningState reported, string reason = "")
    {
        // Gone in the meantime: the report is about nothing.
        if (state.In(PortTable.Table).Find(portId) is not { } port)
            return Done.Ok;
        if (step is ProvisioningSteps.L2 && (!port.Binding.IsBound || port.Binding.Host != host) && port.Binding.VifType != VifTypes.Distributed)
            return Done.Ok;
        // A distributed port is on many hosts: it is active while it has been wired on one of them.
        if (port.Binding.VifType == VifTypes.Distributed && reported is not ProvisioningState.Up)
            return Done.Ok;
        var after = reported switch
        {
            ProvisioningState.Up => port with { Provisioned = port.Provisioned | step, Status = port.Status is PortStatus.Error ? PortStatus.Build : port.Status },
            ProvisioningState.Building => port with { Provisioned = port.Provisioned & ~step, Status = PortStatus.Build },
            ProvisioningState.Down => port with { Provisioned = port.Provisioned & ~step, Status = PortStatus.Down },
            _ => port with { Provisioned = port.Provisioned & ~step, Status = PortStatus.Error },
        };
        after = Settle(state, after with { StatusReason = reported is ProvisioningState.Failed ? reason : "" });
        if (after == port)
            return Done.Ok;
        state.Update(PortTable.Table, after.Status == port.Status ? after : after.Touched(state));
        return Done.Ok;
    }

    /// <summary>The port with the status that follows from what is in place.</summary>
    public static Port Settle(IStateReader state, Port port)
    {
        if (port.Status is PortStatus.NotApplicable)
            return port;
        if (!IsPlaced(port) || !port.AdminStateUp)
        {
            // DHCP knows a port that is not bound, too, and says so once.
            return port with { Status = PortStatus.Down, Provisioned = IsPlaced(port) ? port.Provisioned : port.Provisioned & ProvisioningSteps.Dhcp };
        }
        var needed = Needed(state, port);
        if ((port.Provisioned & needed) == needed)
            return port with { Status = PortStatus.Active };
        if (!port.Provisioned.HasFlag(ProvisioningSteps.L2))
            return port.Status is PortStatus.Active ? port with { Status = PortStatus.Down } : port;
        return port.Status is PortStatus.Error ? port : port with { Status = PortStatus.Build };
    }

    // The interface of a distributed router is bound to no host, and wired on many.
    private static bool IsPlaced(Port port) => port.Binding.IsBound || port.Binding.VifType == VifTypes.Distributed;

    private static ProvisioningSteps Needed(IStateReader state, Port port) =>
        IsServedByDhcp(state, port) ? ProvisioningSteps.L2 | ProvisioningSteps.Dhcp : ProvisioningSteps.L2;

    // Waiting for DHCP makes sense only where a DHCP server exists that will report.
    private static bool IsServedByDhcp(IStateReader state, Port port)
    {
        if (port.IsNetworkDevice)
            return false;
        foreach (var ip in port.FixedIps)
        {
            if (state.In(SubnetTable.Table).Find(ip.SubnetId) is { EnableDhcp: true } subnet && DhcpPorts.IsServed(state, subnet))
                return true;
        }
        return false;
    }
}
