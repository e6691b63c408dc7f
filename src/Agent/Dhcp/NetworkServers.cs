using Microsoft.Extensions.Logging;
using Naru.Agent.Dhcpv6;
using Naru.Agent.Dns;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Dhcp;

/// <summary>The DHCP, DHCPv6 and DNS servers in the namespace of one network.</summary>
internal sealed class NetworkServers : IAsyncDisposable
{
    private readonly ulong _identity;
    private readonly DhcpServer _dhcp;
    private readonly DnsServer _dns;
    private readonly ILogger _log;

    /// <summary>Null until the network has a subnet with DHCPv6.</summary>
    private Dhcpv6Server? _dhcpv6;

    private NetworkServers(ulong identity, DhcpServer dhcp, DnsServer dns, DhcpNetworkPlan plan, ILogger log) =>
        (_identity, _dhcp, _dns, Plan, _log) = (identity, dhcp, dns, plan, log);

    /// <summary>What the servers answer from.</summary>
    public DhcpNetworkPlan Plan { get; private set; }

    public static async ValueTask<Result<NetworkServers>> StartAsync(NetworkNamespace home, DhcpNetworkPlan plan, ILogger log)
    {
        if (!DhcpServer.Start(home, plan.Device, plan.Dhcp, log).TryGet(out var dhcp, out var error))
            return error;
        if ((await DnsServer.StartAsync(home, plan.Dns, log)).TryGet(out var dns, out error))
            return new NetworkServers(home.Identity, dhcp, dns, plan, log);
        await dhcp.DisposeAsync();
        return error;
    }

    /// <summary>Whether the servers are in this namespace, and not in one of the same name that is gone.</summary>
    public bool AreIn(NetworkNamespace home) => home.Identity == _identity;

    /// <summary>Answers from this plan from now on.</summary>
    public async ValueTask<Result<Done>> UpdateAsync(DhcpNetworkPlan plan)
    {
        if (plan == Plan)
            return Done.Ok;
        _dhcp.Update(plan.Dhcp);
        _dhcpv6?.Update(plan.Dhcpv6);
        var updated = await _dns.UpdateAsync(plan.Dns);
        if (updated.Succeeded)
            Plan = plan;
        return updated;
    }

    /// <summary>Answers DHCPv6 on the device as it is now, where a subnet has it.</summary>
    public Result<Done> ServeDhcpv6(NetworkNamespace home, int linkIndex)
    {
        if (Plan.Dhcpv6.Subnets.IsEmpty)
            return Done.Ok;
        if (_dhcpv6 is null && !Dhcpv6Server.Start(home, Plan.Device, Plan.Dhcpv6, _log).TryGet(out _dhcpv6, out var error))
            return error;
        return _dhcpv6.Join(linkIndex);
    }

    public async ValueTask DisposeAsync()
    {
        if (_dhcpv6 is not null)
            await _dhcpv6.DisposeAsync();
        await _dhcp.DisposeAsync();
        await _dns.DisposeAsync();
    }
}
