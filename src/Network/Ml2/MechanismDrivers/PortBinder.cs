using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.State;

namespace Naru.Network.Ml2.MechanismDrivers;

/// <summary>Binds a port to its host: by the driver of the node's mechanism, on the first segment that the node can carry.</summary>
public sealed class PortBinder(IEnumerable<IMechanismDriver> drivers, NetworkOptions options)
{
    private readonly IMechanismDriver[] _drivers = [.. drivers];

    /// <summary>The port with the binding that follows from its host; what was provisioned for an earlier binding counts no more.</summary>
    public Port Bind(IStateReader state, Port port)
    {
        var bound = port with { Binding = BindingOf(state, port) };
        if (bound.Binding == port.Binding)
            return port;
        var status = port.Status is PortStatus.NotApplicable ? port.Status : PortStatus.Down;
        return bound with { Provisioned = port.Provisioned & ProvisioningSteps.Dhcp, Status = status };
    }

    /// <summary>The binding that the port would get on the host that its binding names; the port stays as it is.</summary>
    public PortBinding BindingOf(IStateReader state, Port port)
    {
        var unbound = port.Binding with { VifType = VifTypes.Unbound, Driver = null, SegmentId = null, Details = null };
        // OVN has routers and the metadata of a network on every host.
        if (port.DeviceOwner == DeviceOwners.RouterInterfaceDistributed
            || (options.UsesOvn && (DeviceOwners.IsRouterInterface(port.DeviceOwner) || port.DeviceOwner is DeviceOwners.RouterGateway or DeviceOwners.Distributed)))
            return unbound with { VifType = VifTypes.Distributed };
        if (port.Binding.Host.Length == 0)
            return unbound;
        string? reason = null;
        if (state.In(NodeTable.Table).Find(port.Binding.Host) is { IsAttached: true } node
            && Array.Find(_drivers, driver => driver.Name == node.Mechanism) is { } driver)
        {
            var draft = port with { Binding = unbound };
            // On a routed network the addresses decide the segment.
            var own = port.FixedIps.Select(ip => state.In(SubnetTable.Table).Find(ip.SubnetId)?.SegmentId).OfType<string>().ToHashSet();
            foreach (var segment in SegmentTable.Of(state, port.NetworkId))
            {
                if (own.Count > 0 && !own.Contains(segment.Id))
                    continue;
                if (driver.TryBind(state, draft, node, segment) is { } binding)
                    return AsPlugged(port.Binding, binding);
                reason ??= driver.WhyNot(state, draft, node, segment);
            }
        }
        return unbound with { VifType = VifTypes.BindingFailed, Details = reason is null ? null : new VifDetails { BindingFailure = reason } };
    }

    // What another engine has bound is plugged, and stays so: a Linux bridge between comes and goes with the instance.
    private static PortBinding AsPlugged(PortBinding former, PortBinding binding)
    {
        var isPlugged = former.VifType == VifTypes.OpenVSwitch && binding.VifType == VifTypes.OpenVSwitch && former.Driver != binding.Driver;
        if (!isPlugged || former.Details is not { } plugged || binding.Details is not { } details)
            return binding;
        var isHybrid = plugged.OvsHybridPlug is true;
        return isHybrid == details.OvsHybridPlug is true ? binding : binding with { Details = details with { OvsHybridPlug = isHybrid } };
    }
}
