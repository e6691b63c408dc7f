using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Rbac;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.SubnetPools;
using Naru.Network.Subnets;
using Naru.Network.Trunks;
using Naru.Primitives;
using Naru.Rest.Quotas;
using Naru.State;

namespace Naru.Network.Quotas;

/// <summary>The quotas of the Networking API. Resources of other folders add theirs when the program is put together.</summary>
public sealed class NetworkQuotas : IQuotas
{
    public const long Unlimited = -1;

    private readonly Dictionary<string, QuotaResource> _resources = [];

    // The defaults are those of Neutron.
    public NetworkQuotas() => Add(
        new("network", 100, (state, project) => NetworkTable.ByProject.CountOf(state, project)),
        new("subnet", 100, (state, project) => SubnetTable.ByProject.CountOf(state, project)),
        new("port", 500, (state, project) => PortTable.ByProject.CountOf(state, project)),
        new("router", 10, (state, project) => RouterTable.ByProject.CountOf(state, project)),
        new("floatingip", 50, (state, project) => FloatingIpTable.ByProject.CountOf(state, project)),
        new("subnetpool", Unlimited, (state, project) => SubnetPoolTable.ByProject.CountOf(state, project)),
        new("trunk", Unlimited, (state, project) => TrunkTable.ByProject.CountOf(state, project)),
        new("rbac_policy", 10, (state, project) => RbacTable.ByProject.CountOf(state, project)),
        new("security_group", 10, (state, project) => SecurityGroupTable.ByProject.CountOf(state, project)),
        new("security_group_rule", 100, (state, project) => SecurityGroupRuleTable.ByProject.CountOf(state, project)));

    /// <summary>What has a quota, in order of registration.</summary>
    public IReadOnlyCollection<QuotaResource> Resources => _resources.Values;

    public void Add(params ReadOnlySpan<QuotaResource> resources)
    {
        foreach (var resource in resources)
            _resources.Add(resource.Name, resource);
    }

    public QuotaResource? Find(string name) => _resources.GetValueOrDefault(name);

    public long LimitOf(IStateReader state, string projectId, QuotaResource resource) =>
        state.In(QuotaTable.Table).Find(projectId) is { } limits && limits.Limits.TryGetValue(resource.Name, out var limit) ? limit : resource.Default;

    public Result<Done> Check(IStateReader state, string projectId, string quota)
    {
        // Resources of nobody are made by the program or an administrator.
        if (projectId.Length == 0 || Find(quota) is not { } resource)
            return Done.Ok;
        var limit = LimitOf(state, projectId, resource);
        return limit < 0 || resource.Count(state, projectId) <= limit
            ? Done.Ok
            : new Error(ErrorKind.OverQuota, "OverQuota", $"Quota exceeded for resources: ['{quota}'].");
    }
}
