using Naru.Network.Agents;
using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Routers.Distributed;
using Naru.Network.SecurityGroups;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.State;

namespace Naru.Network.Ports;

/// <summary>What clients may ask of a port, and what follows from it.</summary>
public sealed class PortRules(NetworkOptions options, PortLifecycle ports, IEnumerable<IPortGuard> guards, DhcpScheduling dhcp, DistributedPorts distributed) : IResourceRules<Port>
{
    private const string DirectPhysical = "direct-physical";

    public Result<Port> Referring(Transaction state, Caller caller, Port draft, Given given) =>
        state.In(NetworkTable.Table).Find(draft.NetworkId) is { } network && NetworkAccess.Sees(state, caller, network)
            ? draft
            : NetworkErrors.NetworkNotFound(draft.NetworkId);

    public Result<Port> Creating(Transaction state, Caller caller, Port draft, Given given)
    {
        var network = state.In(NetworkTable.Table).Find(draft.NetworkId)!;
        var keep = (given.Has("port_security_enabled") ? PortDefaults.PortSecurity : PortDefaults.None)
            | (given.Has("security_groups") ? PortDefaults.SecurityGroups : PortDefaults.None);
        if (!Guards.All(guards, guard => guard.CheckCreating(state, caller, draft)).TryGet(out _, out var error)
            || !ports.Complete(state, network, PortHardware.Settle(WithDeviceMac(draft)), keep).TryGet(out var port, out error)
            || !SettlePairs(port).TryGet(out var paired, out error)
            || !CheckSecurity(state, caller, paired).TryGet(out _, out error))
        {
            return error;
        }
        return paired;
    }

    public Result<Port> Updating(Transaction state, Caller caller, Port before, Port after, Given given)
    {
        after = WithDeviceMac(PortHardware.Settle(after), before);
        if (after.MacAddress != before.MacAddress && before.Binding.IsBound)
        {
            return Error.Conflict("PortBound",
                $"Unable to complete operation on port {before.Id}, port is already bound, port type: {before.Binding.VifType}, "
                + $"old_mac {before.MacAddress}, new_mac {after.MacAddress}.");
        }
        if (after.MacAddress != before.MacAddress)
        {
            if (!ports.SettleMac(state, after).TryGet(out var addressed, out var refused))
                return refused;
            after = addressed;
        }
        if (given.Has("extra_dhcp_opts"))
            after = after with { ExtraDhcpOptions = Merge(before.ExtraDhcpOptions, after.ExtraDhcpOptions) };
        if (!Guards.All(guards, guard => guard.CheckUpdating(state, caller, before, after)).TryGet(out _, out var error)
            || !SettlePairs(after).TryGet(out var paired, out error)
            || !CheckSecurity(state, caller, paired, before).TryGet(out _, out error)
            || !ports.Settle(state, before, paired).TryGet(out var settled, out error))
        {
            return error;
        }
        return settled;
    }

    public Result<Done> Deleting(Transaction state, Caller caller, Port port) => Guards.All(guards, guard => guard.CheckDeleting(state, caller, port));

    // A first port brings a server to a network that has waited for one; a DHCP port that somebody removed is made again.
    public void Changed(Transaction state, Port? before, Port? after)
    {
        if (before is not null && after is not null)
        {
            foreach (var guard in guards)
                guard.Changed(state, before, after);
        }
        var port = after ?? before!;
        if ((before is null || port.DeviceOwner == DeviceOwners.Dhcp) && !DhcpPorts.IsServed(state, port.NetworkId))
            dhcp.Ensure(state, port.NetworkId);
        if (before?.Binding.Host == after?.Binding.Host && before?.Binding.IsBound == after?.Binding.IsBound)
            return;
        // A floating IP is translated where its instance is, if its router is distributed.
        foreach (var floating in FloatingIpTable.ByPort.Of(state, port.Id))
            distributed.SettleGateways(state, floating.FloatingNetworkId);
    }

    /// <summary>
    /// A physical function brings its own MAC address, which Compute writes into the binding profile (extension <c>port-mac-override</c>);
    /// when the port leaves the device, the device gets its address back and the port a new one.
    /// </summary>
    private static Port WithDeviceMac(Port port, Port? before = null)
    {
        if (port.Binding.VnicType != DirectPhysical)
            return port;
        if (BindingProfile.DeviceMacOf(port.Binding.Profile) is { } mac)
            return port with { MacAddress = mac };
        var leaves = before is not null && (BindingProfile.DeviceMacOf(before.Binding.Profile) is not null || (before.DeviceId.Length > 0 && port.DeviceId.Length == 0));
        return leaves ? port with { MacAddress = MacAddress.Zero } : port;
    }

    /// <summary>Pairs without a MAC address get the port's own; the same pair twice is refused.</summary>
    private Result<Port> SettlePairs(Port port)
    {
        if (port.AllowedAddressPairs.IsEmpty)
            return port;
        if (port.AllowedAddressPairs.Count > options.MaxAddressPairs)
        {
            return NetworkErrors.Invalid("AllowedAddressPairExhausted",
                $"The number of allowed address pair exceeds the maximum {options.MaxAddressPairs}.");
        }
        var pairs = port.AllowedAddressPairs.Items.Select(pair => pair with { MacAddress = pair.MacAddress ?? port.MacAddress }).ToEquatableList();
        foreach (var pair in pairs.Items.GroupBy(pair => (pair.IpAddress, pair.MacAddress)).Where(same => same.Count() > 1).Select(same => same.First()))
        {
            return NetworkErrors.Invalid("DuplicateAddressPairInRequest",
                $"Request contains duplicate address pair: mac_address {pair.MacAddress} ip_address {pair.IpAddress}.");
        }
        return port.PortSecurityEnabled
            ? port with { AllowedAddressPairs = pairs }
            : Error.Conflict("AddressPairAndPortSecurityRequired",
                "Port Security must be enabled in order to have allowed address pairs on a port.");
    }

    /// <summary>Groups exist, may be used by the port's project, agree on being stateful, and need port security.</summary>
    private static Result<Done> CheckSecurity(IStateReader state, Caller caller, Port port, Port? before = null)
    {
        if (port.SecurityGroupIds.IsEmpty)
            return Done.Ok;
        if (!port.PortSecurityEnabled)
        {
            return before is { PortSecurityEnabled: true } && before.SecurityGroupIds == port.SecurityGroupIds
                ? Error.Conflict("PortSecurityPortHasSecurityGroup",
                    "Port has security group associated. Cannot disable port security or IP address until security group is removed.")
                : NetworkErrors.Invalid("PortSecurityAndIPRequiredForSecurityGroups",
                    "Port security must be enabled and port must have an IP address in order to use security groups.");
        }
        if (before is not null && before.SecurityGroupIds == port.SecurityGroupIds)
            return Done.Ok;
        if (port.SecurityGroupIds.Items.Distinct().Count() < port.SecurityGroupIds.Count)
            return NetworkErrors.BadRequest("Invalid input for security_groups. Reason: a group is named more than once.");
        bool? stateful = null;
        foreach (var id in port.SecurityGroupIds)
        {
            if (state.In(SecurityGroupTable.Table).Find(id) is not { } group || (!SecurityGroupAccess.MayUse(state, port.ProjectId, group) && !caller.IsAdmin))
                return SecurityGroupErrors.NotFound(id);
            if (stateful is { } other && other != group.Stateful)
            {
                return Error.Conflict("SecurityGroupConflict",
                    "Error Cannot apply both stateful and stateless security groups on the same port while attempting the operation.");
            }
            stateful = group.Stateful;
        }
        return Done.Ok;
    }

    /// <summary>Options of an update replace those of the same name; a null value takes one away; the others stay.</summary>
    private static EquatableList<ExtraDhcpOption> Merge(EquatableList<ExtraDhcpOption> before, EquatableList<ExtraDhcpOption> given)
    {
        var merged = before.Items.Where(old => !given.Items.Any(option => option.Name == old.Name && option.IpVersion == old.IpVersion));
        return merged.Concat(given.Items.Where(option => option.Value is not null)).ToEquatableList();
    }
}
