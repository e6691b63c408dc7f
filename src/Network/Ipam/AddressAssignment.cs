using Naru.Network.Ports;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Ipam;

/// <summary>Decides which addresses a port gets. Runs inside the write, so what is free now is still free when it is stored.</summary>
public static class AddressAssignment
{
    /// <summary>The value of <c>ip_allocation</c> of a port whose addresses wait for its host.</summary>
    public const string Deferred = "deferred";

    /// <summary>The addresses of a new port: those asked for, or one per IP version; and one from each subnet where hosts make their own.</summary>
    public static Result<EquatableList<FixedIp>> ForNew(IStateReader state, Port port)
    {
        var all = SubnetsOf(state, port.NetworkId);
        var addresses = new List<FixedIp>();
        // An explicit empty list asks for a port without addresses.
        if (port.RequestedIps is { Count: 0 } || RoutedSubnets.IsDeferred(all, port))
            return addresses.ToEquatableList();
        if (!RoutedSubnets.Of(state, port, all).TryGet(out var subnets, out var refused))
            return refused;
        var added = port.RequestedIps is { } requests
            ? AddRequested(state, port, subnets, requests.Items, addresses)
            : AddDefaults(state, port, subnets, addresses);
        if (!added.TryGet(out _, out refused))
            return refused;
        AddAutomatic(state, port, subnets, addresses);
        return addresses.ToEquatableList();
    }

    /// <summary>When a new port gets its addresses, as <c>ip_allocation</c> says it.</summary>
    public static string AllocationOf(IStateReader state, Port port) =>
        port.RequestedIps is { Count: 0 } ? "none"
        : RoutedSubnets.IsDeferred(SubnetsOf(state, port.NetworkId), port) ? Deferred
        : "immediate";

    /// <summary>Refuses a host on which the addresses of the port would not work.</summary>
    public static Result<Done> CheckHost(IStateReader state, Port port) => RoutedSubnets.CheckAddresses(state, port, SubnetsOf(state, port.NetworkId));

    /// <summary>The addresses after an update: what was there and is asked for again stays, the rest is new.</summary>
    public static Result<EquatableList<FixedIp>> ForUpdate(IStateReader state, Port before, Port after)
    {
        if (!RoutedSubnets.Of(state, after, SubnetsOf(state, after.NetworkId)).TryGet(out var subnets, out var error))
            return error;
        var (kept, rest) = (new List<FixedIp>(), before.FixedIps.Items.ToList());
        var wanted = new List<FixedIpRequest>();
        foreach (var request in after.RequestedIps!.Value.Items.OrderBy(request => request.Address is null))
        {
            var index = rest.FindIndex(ip => request.Address is { } address
                ? ip.Address == address && (request.SubnetId is null || request.SubnetId == ip.SubnetId)
                : ip.SubnetId == request.SubnetId);
            if (index < 0)
            {
                wanted.Add(request);
                continue;
            }
            kept.Add(rest[index]);
            rest.RemoveAt(index);
        }
        // What hosts made themselves cannot be taken from them by leaving it out.
        if (!DeviceOwners.IsRouterInterface(after.DeviceOwner))
            kept.AddRange(rest.Where(ip => subnets.Find(subnet => subnet.Id == ip.SubnetId) is { IsAutoAddress: true }));
        var addresses = new List<FixedIp>(kept);
        if (!AddRequested(state, after, subnets, wanted, addresses).TryGet(out _, out error))
            return error;
        return addresses.ToEquatableList();
    }

    private static Result<Done> AddRequested(
        IStateReader state, Port port, List<Subnet> subnets, IReadOnlyCollection<FixedIpRequest> requests, List<FixedIp> addresses)
    {
        // Fixed choices first: a free choice must not take what another entry names.
        foreach (var request in requests.OrderBy(request => request.Address is null))
        {
            if (!SubnetFor(state, port, subnets, request).TryGet(out var subnet, out var error))
                return error;
            if (request.Address is { } address)
            {
                if (addresses.Contains(new FixedIp(subnet.Id, address)))
                    return NetworkErrors.BadRequest($"Invalid input for fixed_ips. Reason: Duplicate IP address '{address}'.");
                if (subnet.IsAutoAddress && !DeviceOwners.IsRouterInterface(port.DeviceOwner) && address != Addresses.FromMac(subnet.Cidr, port.MacAddress))
                {
                    return NetworkErrors.Invalid("AllocationOnAutoAddressSubnet",
                        $"IPv6 address {address} cannot be directly assigned to a port on subnet {subnet.Id} as the subnet is configured for automatic addresses");
                }
                if (Addresses.IsUsed(state, subnet.Id, address) && PortTable.ByAddress.Find(state, subnet.Id, address)?.Id != port.Id)
                    return Error.Conflict("IpAddressAlreadyAllocated", $"IP address {address} already allocated in subnet {subnet.Id}");
                addresses.Add(new FixedIp(subnet.Id, address));
            }
            else if (!subnet.IsAutoAddress || DeviceOwners.IsRouterInterface(port.DeviceOwner) || port.DeviceOwner == DeviceOwners.RouterSnat)
            {
                if (Addresses.LowestFree(state, subnet, addresses) is not { } free)
                    return Error.Conflict("IpAddressGenerationFailureForSubnet", $"No more IP addresses available for subnet {subnet.Id}.");
                addresses.Add(new FixedIp(subnet.Id, free));
            }
            else if (!addresses.Exists(ip => ip.SubnetId == subnet.Id))
            {
                addresses.Add(new FixedIp(subnet.Id, Addresses.FromMac(subnet.Cidr, port.MacAddress)));
            }
        }
        return Done.Ok;
    }

    private static Result<Subnet> SubnetFor(IStateReader state, Port port, List<Subnet> subnets, FixedIpRequest request)
    {
        if (subnets.Count == 0)
            return NetworkErrors.InvalidInput("IP allocation requires subnets for network");
        if (request.SubnetId is { } id)
        {
            if (subnets.Find(subnet => subnet.Id == id) is not { } subnet)
            {
                return state.In(SubnetTable.Table).Contains(id)
                    ? NetworkErrors.InvalidInput($"Failed to create port on network {port.NetworkId}, because fixed_ips included invalid subnet {id}")
                    : NetworkErrors.SubnetNotFound(id);
            }
            return request.Address is { } wanted && !Addresses.IsHostAddress(subnet, wanted, port.DeviceOwner)
                ? NetworkErrors.Invalid("InvalidIpForSubnet", $"IP address {wanted} is not a valid IP for the specified subnet.")
                : subnet;
        }
        return subnets.Find(subnet => Addresses.IsHostAddress(subnet, request.Address!.Value, port.DeviceOwner)) is { } found
            ? found
            : NetworkErrors.Invalid("InvalidIpForNetwork", $"IP address {request.Address} is not a valid IP for any of the subnets on the specified network.");
    }

    private static Result<Done> AddDefaults(IStateReader state, Port port, List<Subnet> subnets, List<FixedIp> addresses)
    {
        var candidates = subnets
            .Where(subnet => subnet.ServiceTypes.IsEmpty || subnet.ServiceTypes.Items.Contains(port.DeviceOwner))
            .OrderBy(subnet => subnet.ServiceTypes.IsEmpty)
            .ToList();
        if (candidates.Count == 0 && subnets.Count > 0)
            return Error.Conflict("IpAddressGenerationFailureNoMatchingSubnet", "No valid service subnet for the given device owner.");
        foreach (var version in (ReadOnlySpan<int>)[4, 6])
        {
            var choices = candidates.FindAll(subnet => subnet.IpVersion == version && !subnet.IsAutoAddress);
            if (choices.Count == 0)
                continue;
            if (choices.Select(subnet => (subnet.Id, Free: Addresses.LowestFree(state, subnet, addresses))).FirstOrDefault(choice => choice.Free is not null)
                is not { Free: { } address } chosen)
            {
                return Error.Conflict("IpAddressGenerationFailure", $"No more IP addresses available on network {port.NetworkId}.");
            }
            addresses.Add(new FixedIp(chosen.Id, address));
        }
        return Done.Ok;
    }

    private static void AddAutomatic(IStateReader state, Port port, List<Subnet> subnets, List<FixedIp> addresses)
    {
        if (DeviceOwners.BelongsToRouter(port.DeviceOwner))
            return;
        foreach (var subnet in subnets)
        {
            if (subnet.IsAutoAddress && !addresses.Exists(ip => ip.SubnetId == subnet.Id))
            {
                var address = Addresses.FromMac(subnet.Cidr, port.MacAddress);
                if (!Addresses.IsUsed(state, subnet.Id, address))
                    addresses.Add(new FixedIp(subnet.Id, address));
            }
        }
    }

    // Oldest first, so that a network's first subnet is the one that ports get addresses from.
    private static List<Subnet> SubnetsOf(IStateReader state, string networkId) =>
        [.. SubnetTable.ByNetwork.Of(state, networkId).OrderBy(subnet => subnet.CreatedAt)];
}
