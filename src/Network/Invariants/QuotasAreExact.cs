using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Quotas;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Subnets;
using Naru.Rest;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class QuotasAreExact(NetworkQuotas quotas) : IInvariant
{
    private static readonly (string Quota, Func<Snapshot, IEnumerable<IResource>> All)[] Counted =
    [
        ("network", state => state.In(NetworkTable.Table).All),
        ("subnet", state => state.In(SubnetTable.Table).All),
        ("port", state => state.In(PortTable.Table).All),
        ("router", state => state.In(RouterTable.Table).All),
        ("floatingip", state => state.In(FloatingIpTable.Table).All),
        ("security_group", state => state.In(SecurityGroupTable.Table).All),
        ("security_group_rule", state => state.In(SecurityGroupRuleTable.Table).All),
    ];

    public string Rule => "What a quota says is used is what the project has.";

    public IEnumerable<Violation> Violations(Snapshot state) =>
        from counted in Counted
        let quota = quotas.Find(counted.Quota)
        where quota is not null
        from owned in counted.All(state).CountBy(resource => resource.ProjectId)
        let used = quota.Count(state, owned.Key)
        where used != owned.Value
        select new Violation(Violation.Title("project", owned.Key), $"the quota '{counted.Quota}' counts {used}", $"{owned.Value}, which is what there is");
}
