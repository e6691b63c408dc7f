using Naru.Network.Ipam;
using Naru.Network.Ml2.MechanismDrivers;
using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.SecurityGroups;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Ports;

/// <summary>Makes, changes and removes ports inside a write; the API's rules and the network service itself (routers, DHCP) go through it.</summary>
public sealed class PortLifecycle(NetworkOptions options, PortBinder binder)
{
    private const int GeneratedOctets = 3;
    private const int MacAttempts = 16;

    /// <summary>Completes a port: MAC address, IP addresses, security groups, binding. The caller inserts it.</summary>
    /// <param name="draft">With network, owner and whatever is asked for; id and times are set.</param>
    /// <param name="keep">What the draft decides itself; the rest gets the defaults of the network and the project.</param>
    public Result<Port> Complete(Transaction state, VirtualNetwork network, Port draft, PortDefaults keep)
    {
        var port = draft;
        if (!keep.HasFlag(PortDefaults.PortSecurity))
            port = port with { PortSecurityEnabled = network.PortSecurityEnabled && !port.IsNetworkDevice };
        if (!keep.HasFlag(PortDefaults.SecurityGroups) && port.PortSecurityEnabled && !port.IsNetworkDevice)
            port = port with { SecurityGroupIds = [DefaultSecurityGroup.Ensure(state, port.ProjectId).Id] };
        if (!SettleMac(state, port).TryGet(out port, out var error)
            || !AddressAssignment.ForNew(state, port).TryGet(out var addresses, out error))
        {
            return error;
        }
        port = port with
        {
            FixedIps = addresses,
            RequestedIps = null,
            IpAllocation = AddressAssignment.AllocationOf(state, port),
            ExtraDhcpOptions = port.ExtraDhcpOptions.Items.Where(option => option.Value is not null).ToEquatableList(),
        };
        return binder.Bind(state, port);
    }

    /// <summary>Makes a port for the network service itself and inserts it.</summary>
    /// <param name="draft">Network, device and addresses; id, times and the rest are filled in.</param>
    public Result<Port> Create(Transaction state, Port draft)
    {
        if (state.In(NetworkTable.Table).Find(draft.NetworkId) is not { } network)
            return NetworkErrors.NetworkNotFound(draft.NetworkId);
        var settled = draft with
        {
            Id = draft.Id.Length == 0 ? Guid.NewGuid().ToString() : draft.Id,
            CreatedAt = state.Time,
            UpdatedAt = state.Time,
            RevisionNumber = 1,
        };
        if (!Complete(state, network, settled, PortDefaults.None).TryGet(out var port, out var error))
            return error;
        state.Insert(PortTable.Table, port);
        return port;
    }

    /// <summary>Stores a change of the network service itself, such as another host or other addresses.</summary>
    public Result<Port> Change(Transaction state, Port before, Port after)
    {
        if (!Settle(state, before, after).TryGet(out var settled, out var error))
            return error;
        if (settled == before)
            return before;
        settled = settled.Touched(state);
        state.Update(PortTable.Table, settled);
        return settled;
    }

    /// <summary>Carries out what a change brings with it: other addresses, another binding. The caller stores the port.</summary>
    public Result<Port> Settle(Transaction state, Port before, Port after)
    {
        if (after.RequestedIps is not null)
        {
            if (!AddressAssignment.ForUpdate(state, before, after).TryGet(out var addresses, out var error))
                return error;
            after = after with { FixedIps = addresses, RequestedIps = null, IpAllocation = "immediate" };
        }
        else if (before is { IpAllocation: AddressAssignment.Deferred, FixedIps.IsEmpty: true } && after.Binding.Host.Length > 0)
        {
            if (!AddressAssignment.ForNew(state, after).TryGet(out var addresses, out var error))
                return error;
            after = after with { FixedIps = addresses };
        }
        if (after.Binding.Host != before.Binding.Host && !AddressAssignment.CheckHost(state, after).TryGet(out _, out var unreachable))
            return unreachable;
        // DHCP must learn of new addresses before the port is ready again.
        if (after.FixedIps != before.FixedIps || after.MacAddress != before.MacAddress)
            after = after with { Provisioned = after.Provisioned & ~ProvisioningSteps.Dhcp };
        if (after.Binding.Host != before.Binding.Host)
            after = after with { InactiveBindings = after.InactiveBindings.Where(binding => binding.Host != after.Binding.Host).ToEquatableList() };
        if (after.Binding != before.Binding || after.Binding.VifType == VifTypes.BindingFailed)
            after = binder.Bind(state, after);
        return PortProvisioning.Settle(state, after);
    }

    /// <summary>Removes a port that exists.</summary>
    public void Delete(Transaction state, Port port) => state.Delete(PortTable.Table, port.Id);

    /// <summary>Binds again what could not be bound on a host, whose agent has come back or can do more now, and what another mechanism than the host's has bound.</summary>
    public void RetryBindings(Transaction state, Node node)
    {
        if (!node.IsAttached)
            return;
        foreach (var port in PortTable.ByHost.Of(state, node.Id))
        {
            var isDue = port.Binding.VifType == VifTypes.BindingFailed || (port.Binding.Driver is { } driver && driver != node.Mechanism);
            if (!isDue)
                continue;
            // What cannot be bound here either says so: another mechanism's binding would name a switch that is not there.
            var bound = binder.Bind(state, port);
            if (bound == port)
                continue;
            state.Update(PortTable.Table, PortProvisioning.Settle(state, bound).Touched(state));
        }
    }

    /// <summary>Takes the addresses of a subnet from a port; a port of the service itself goes away with its last one.</summary>
    public void RemoveAddresses(Transaction state, Port port, string subnetId)
    {
        var rest = port.FixedIps.Items.Where(ip => ip.SubnetId != subnetId).ToEquatableList();
        if (rest.IsEmpty && DeviceOwners.DiesWithItsNetwork(port.DeviceOwner))
            Delete(state, port);
        else
            state.Update(PortTable.Table, (port with { FixedIps = rest }).Touched(state));
    }

    /// <summary>Gives every port of the network an address on a subnet where hosts make their own.</summary>
    public void AddAutomaticAddresses(Transaction state, Subnet subnet)
    {
        foreach (var port in PortTable.ByNetwork.Of(state, subnet.NetworkId))
        {
            if (DeviceOwners.BelongsToRouter(port.DeviceOwner))
                continue;
            var address = new FixedIp(subnet.Id, Addresses.FromMac(subnet.Cidr, port.MacAddress));
            state.Update(PortTable.Table, (port with { FixedIps = [.. port.FixedIps.Items, address] }).Touched(state));
        }
    }

    /// <summary>Generates a MAC address for a port that has none yet; another one must be free on its network.</summary>
    public Result<Port> SettleMac(IStateReader state, Port port)
    {
        if (port.MacAddress != MacAddress.Zero)
            return PortTable.ByMac.Find(state, new NetworkMac(port.NetworkId, port.MacAddress)) is null ? port : MacInUse(port);
        for (var attempt = 0; attempt < MacAttempts; attempt++)
        {
            var mac = MacAddress.FromValue(options.BaseMac.Value | (ulong)Random.Shared.NextInt64(1L << (8 * GeneratedOctets)));
            if (PortTable.ByMac.Find(state, new NetworkMac(port.NetworkId, mac)) is null)
                return port with { MacAddress = mac };
        }
        return new Error(ErrorKind.Unavailable, "MacAddressGenerationFailure", $"Unable to generate unique mac on network {port.NetworkId}.");
    }

    private static Error MacInUse(Port port) => Error.Conflict(
        "MacAddressInUse", $"Unable to complete operation for network {port.NetworkId}. The mac address {port.MacAddress} is in use.");
}
