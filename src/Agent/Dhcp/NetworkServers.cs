using Microsoft.Extensions.Logging;
using Naru.Agent.Dns;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Dhcp;

/// <summary>The DHCP and DNS servers in the namespace of one network.</summary>
internal sealed class NetworkServers : IAsyncDisposable
{
    private readonly ulong _identity;
    private readonly DhcpServer _dhcp;
    private readonly DnsServer _dns;

    private NetworkServers(ulong identity, DhcpServer dhcp, DnsServer dns, DhcpNetworkPlan plan) =>
        (_identity, _dhcp, _dns, Plan) = (identity, dhcp, dns, plan);

    /// <summary>What the servers answer from.</summary>
    public DhcpNetworkPlan Plan { get; private set; }

    public static async ValueTask<Result<NetworkServers>> StartAsync(NetworkNamespace home, DhcpNetworkPlan plan, ILogger log)
    {
        if (!DhcpServer.Start(home, plan.Device, plan.Dhcp, log).TryGet(out var dhcp, out var error))
            return error;
        if ((await DnsServer.StartAsync(home, plan.Dns, log)).TryGet(out var dns, out error))
            return new NetworkServers(home.Identity, dhcp, dns, plan);
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
        var updated = await _dns.UpdateAsync(plan.Dns);
        if (updated.Succeeded)
            Plan = plan;
        return updated;
    }

    public async ValueTask DisposeAsync()
    {
        await _dhcp.DisposeAsync();
        await _dns.DisposeAsync();
    }
}
