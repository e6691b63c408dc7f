using Naru.Network.DefaultSecurityGroupRules;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Quotas;
using Naru.Network.SecurityGroups;
using Naru.Network.SecurityGroups.DefaultStatefulness;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.SharedFileSystems.Documents;
using Naru.State;

namespace Naru.SharedFileSystems.Servers;

/// <summary>The ports of share servers as the Networking API has them: of the project, on the host that has the shares, with a security group that lets clients of NFS in.</summary>
/// <param name="host">The host of the ports.</param>
internal sealed class NetworkPorts(PortRules rules, NetworkQuotas quotas, string host) : IServerPorts
{
    private const int NfsPort = 2049;

    public Result<PluggedPort> Plug(Transaction state, ShareServer server, ShareNetworkSubnet subnet)
    {
        if (subnet.NetworkId is not { } networkId || state.In(SubnetTable.Table).Find(subnet.SubnetId ?? "") is not { } block || block.NetworkId != networkId)
            return ManilaErrors.Invalid($"The subnet {subnet.Id} of share network {server.ShareNetworkId} names no network and a subnet of it.");
        if (!block.Cidr.IsV4)
            return ManilaErrors.Invalid($"The subnet {block.Id} has IPv6 addresses: share servers are reached by IPv4.");
        if (!GroupOf(state, server).TryGet(out var group, out var error) || !Make(state, server, networkId, block.Id, group).TryGet(out var port, out error))
            return error;
        var network = state.In(NetworkTable.Table).Find(networkId)!; // It has a port.
        var segment = SegmentTable.Of(state, networkId) is [var first, ..] ? first : null;
        return new PluggedPort(port.Id, port.FixedIps[0].Address.ToString(), segment?.NetworkType ?? "", segment?.SegmentationId, block.Cidr.ToString(), block.GatewayIp?.ToString(), network.Mtu);
    }

    public void Unplug(Transaction state, string serverId)
    {
        foreach (var port in Of(state, serverId).ToList())
        {
            if (!Delete(state, port))
                continue;
            foreach (var group in port.SecurityGroupIds.Items.Select(id => state.In(SecurityGroupTable.Table).Find(id)).OfType<SecurityGroup>())
            {
                // Others may have put it on ports of theirs.
                if (group.Name == NameOf(serverId) && !PortTable.BySecurityGroup.Any(state, group.Id) && !SecurityGroupRuleTable.ByRemoteGroup.Of(state, group.Id).Any(rule => rule.SecurityGroupId != group.Id))
                    Delete(state, group);
            }
        }
    }

    public string? Lack(IStateReader state, ShareServer server)
    {
        foreach (var own in server.Ports.Items)
        {
            if (state.In(PortTable.Table).Find(own.PortId) is not { } port)
                return $"its port {own.PortId} is gone";
            if (port.Status is not PortStatus.Active)
                return port.Binding.IsBound ? $"its port {port.Id} is not wired on host '{host}' yet" : $"its port {port.Id} cannot be bound on host '{host}'";
        }
        return null;
    }

    private static IEnumerable<Port> Of(IStateReader state, string serverId) => PortTable.ByDevice.Of(state, serverId).Where(port => port.DeviceOwner == DeviceOwners.ShareServer);

    private static string NameOf(string serverId) => $"share-server-{serverId}";

    private Result<Port> Make(Transaction state, ShareServer server, string networkId, string subnetId, SecurityGroup group)
    {
        // The network is one that the project could plug a port into itself.
        var owner = new Caller { UserId = "", ProjectId = server.ProjectId, Roles = ["member"] };
        var draft = new Port
        {
            Id = Guid.NewGuid().ToString(),
            ProjectId = server.ProjectId,
            Name = NameOf(server.Id),
            NetworkId = networkId,
            DeviceId = server.Id,
            DeviceOwner = DeviceOwners.ShareServer,
            SecurityGroupIds = [group.Id],
            RequestedIps = [new FixedIpRequest(subnetId)],
            Binding = new PortBinding { Host = host },
            CreatedAt = state.Time,
            UpdatedAt = state.Time,
            RevisionNumber = 1,
        };
        var network = state.In(NetworkTable.Table).Find(networkId);
        if (network is null || (network.ProjectId != server.ProjectId && !NetworkAccess.IsSharedWith(state, server.ProjectId, network)))
            return ManilaErrors.NotFound("Network", networkId);
        var given = new Given(network.PortSecurityEnabled ? ["security_groups"] : []);
        if (!network.PortSecurityEnabled)
            draft = draft with { SecurityGroupIds = default };
        if (!rules.Referring(state, owner, draft, given).TryGet(out draft, out var error) || !rules.Creating(state, Caller.System, draft, given).TryGet(out var port, out error))
            return error;
        state.Insert(PortTable.Table, port);
        if (!quotas.Check(state, port.ProjectId, "port").TryGet(out _, out error))
            return error;
        rules.Changed(state, null, port);
        return port;
    }

    /// <summary>One for all ports of a share server.</summary>
    private Result<SecurityGroup> GroupOf(Transaction state, ShareServer server)
    {
        if (SecurityGroupTable.ByProject.Of(state, server.ProjectId).FirstOrDefault(group => group.Name == NameOf(server.Id)) is { } known)
            return known;
        var group = new SecurityGroup
        {
            Id = Guid.NewGuid().ToString(),
            ProjectId = server.ProjectId,
            Name = NameOf(server.Id),
            Description = $"Clients of the shares of share network {server.ShareNetworkId}",
            Stateful = DefaultStatefulnessTable.IsStateful(state, server.ProjectId),
            CreatedAt = state.Time,
            UpdatedAt = state.Time,
            RevisionNumber = 1,
        };
        state.Insert(SecurityGroupTable.Table, group);
        DefaultRules.Apply(state, group);
        Allow("tcp", NfsPort);
        Allow("icmp", null);
        foreach (var quota in (ReadOnlySpan<string>)["security_group", "security_group_rule"])
        {
            if (!quotas.Check(state, group.ProjectId, quota).TryGet(out _, out var over))
                return over;
        }
        return group;

        void Allow(string protocol, int? port) => state.Insert(SecurityGroupRuleTable.Table, new SecurityGroupRule
        {
            Id = Guid.NewGuid().ToString(),
            ProjectId = group.ProjectId,
            SecurityGroupId = group.Id,
            Direction = RuleDirection.Ingress,
            Protocol = protocol,
            PortRangeMin = port,
            PortRangeMax = port,
            CreatedAt = state.Time,
            UpdatedAt = state.Time,
            RevisionNumber = 1,
        });
    }

    /// <returns>False when somebody else holds on to it, such as a trunk: it is then a port of nobody.</returns>
    private bool Delete(Transaction state, Port port)
    {
        if (rules.Deleting(state, Caller.System, port).Succeeded)
        {
            state.Delete(PortTable.Table, port.Id);
            rules.Changed(state, port, null);
            return true;
        }
        if (rules.Updating(state, Caller.System, port, port with { DeviceId = "", DeviceOwner = "", Binding = new PortBinding() }, Given.Nothing).TryGet(out var free, out _))
        {
            free = free.Touched(state);
            state.Update(PortTable.Table, free);
            rules.Changed(state, port, free);
        }
        return false;
    }

    private static void Delete(Transaction state, SecurityGroup group)
    {
        foreach (var rule in SecurityGroupRuleTable.ByGroup.Of(state, group.Id).ToList())
            state.Delete(SecurityGroupRuleTable.Table, rule.Id);
        state.Delete(SecurityGroupTable.Table, group.Id);
    }
}
